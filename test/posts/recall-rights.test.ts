import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { recall } from "../../src/posts/service.ts";
import { buildDistrict, buildRetailer, buildShopPerson, buildStaff } from "../support/build.ts";
import { refuseIn, startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

describe("a recall", () => {
  test("pressed twice happens once", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    await t.author.press(`post:recallyes:${id}`);
    await t.author.press(`post:recallyes:${id}`);
    expect(t.alerts().at(-1)).toBe("这条内容已经撤回了。");
    await t.author.press(`post:recall:${id}`);
    expect(t.alerts().at(-1)).toBe("这条内容已经撤回了。");
    await t.settle();
    expect(t.callsTo(FORUM)).toHaveLength(1);
  });

  test("by two at the same moment happens once", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    const by = (person: number, role: string) =>
      recall(t.deps, { postId: id, messageId: null }, { id: person, roles: [role], districtId: null });
    const results = await Promise.all([by(AUTHOR, "broadcaster"), by(1, "admin")]);
    expect(results).toContainEqual({ ok: true, places: 1, dropped: 0 });
    expect(results).toContainEqual({ ok: false, reason: "recalled" });
  });

  test("is the author's, an admin's and a supervisor's of the author's district; an author who did not do it is told", async () => {
    t = await startChanging();
    buildStaff(t.db, 51, ["broadcaster"], { districtId: t.district.id });
    buildStaff(t.db, 52, ["supervisor"], { districtId: buildDistrict(t.db).id });
    buildStaff(t.db, 53, ["supervisor"], { districtId: t.district.id });
    const { id } = await t.publish("policy", "通知");
    for (const person of [51, 52])
      for (const action of ["recall", "recallyes"]) {
        await t.person(person).press(`post:${action}:${id}`);
        expect(t.alerts().at(-1)).toBe("只有作者本人、作者所在区的市场经理或管理员可以撤回。");
      }
    expect(t.posts()).toMatchObject([{ state: "sent" }]);
    await t.person(53).press(`post:recall:${id}`);
    await t.person(53).press(`post:recallyes:${id}`);
    await t.settle();
    for (const person of [53, AUTHOR]) expect(t.textsTo(person)).toContain("↩️ 「政策通知」已撤回：删除 1 处。");
    const other = await t.publish("training", "培训");
    await t.person(1).press(`post:recallyes:${other.id}`);
    expect(t.posts().at(-1)).toMatchObject({ state: "recalled" });
  });

  test("is open to the district's supervisor when the author has left: something wrong has to go", async () => {
    t = await startChanging();
    buildStaff(t.db, 53, ["supervisor"], { districtId: t.district.id });
    const { id } = await t.publish("policy", "通知");
    t.db.update(staff).set({ removedAt: 1, personId: null }).where(eq(staff.personId, AUTHOR)).run();
    await t.person(53).press(`post:recallyes:${id}`);
    expect(t.posts()).toMatchObject([{ state: "recalled" }]);
  });

  test("by a retailer with a forwarded keyboard is refused", async () => {
    t = await startChanging();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    const { id } = await t.publish("policy", "通知");
    await t.person(60).press(`post:recallyes:${id}`);
    expect(t.alerts().at(-1)).toContain("没有这项权限");
    expect(t.posts()).toMatchObject([{ state: "sent" }]);
  });

  test("of a draft, of nothing and of what arrived nowhere is answered and changes nothing", async () => {
    t = await startChanging();
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:recallyes:${post.id}`);
    expect(t.alerts().at(-1)).toContain("还没有发出");
    for (const data of ["post:recall:999", "post:recallyes:x"]) {
      await t.author.press(data);
      expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    }
    t.refuse(refuseIn(FORUM, /^send/, "Bad Request: chat not found"));
    await t.author.press(`post:send:${post.id}`);
    await t.settle();
    await t.author.press(`post:recall:${post.id}`);
    expect(t.alerts().at(-1)).toContain("没有送达任何地方");
    expect(t.posts()).toMatchObject([{ state: "sent" }]);
  });

  test("of what arrived nowhere but is shown to who asks for the supply news takes it out of there", async () => {
    t = await startChanging();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    t.refuse(refuseIn(FORUM, /^send/, "Bad Request: CHAT_RESTRICTED"));
    const { id } = await t.publish("supply", "到货 20 条");
    await t.person(60).write("/supply");
    expect(t.textsTo(60).at(-1)).toContain("到货 20 条");
    await t.author.press(`post:recall:${id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toBe("要撤回「货源信息」吗？目前还没有送达任何地方。");
    await t.author.press(`post:recallyes:${id}`);
    await t.person(60).write("/supply");
    expect(t.textsTo(60).at(-1)).toContain("没有新的货源信息");
  });

  test("that the process died in goes on, and a removal made twice is one", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    await t.author.press(`post:recallyes:${id}`);
    t.db.update(deliveries).set({ state: "sending", leaseUntil: 0, attempts: 1 }).where(eq(deliveries.kind, "post_recall")).run();
    await t.settle();
    expect(t.callsTo(FORUM).map(({ method }) => method)).toEqual(["deleteMessages"]);
    expect(t.reports()).toContain("↩️ 「政策通知」已撤回：删除 1 处。");
  });

  test("reports also when its message was deleted meanwhile", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    await t.author.press(`post:recallyes:${id}`, { messageId: 4_242 });
    t.refuse((_method, payload) =>
      payload["message_id"] === 4_242 ? { error_code: 400, description: "Bad Request: message to edit not found" } : undefined,
    );
    await t.settle();
    expect(t.reports()).toContain("↩️ 「政策通知」已撤回：删除 1 处。");
  });
});
