import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { createPost } from "../../src/posts/service.ts";
import { buildStaff } from "../support/build.ts";
import { ADMIN, startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, buttonsOf, FORUM, oneText } from "./support.ts";

const PARTNER = 95;
const ONLY_PRODUCTS = "工业企业只能发布「新品推介」。请发 /post，选这个栏目。";

let t: Approval;
let partner: ReturnType<Approval["person"]>;
afterEach(() => t.close());

async function start(): Promise<void> {
  t = await startApproval();
  buildStaff(t.db, PARTNER, ["brand_partner"], { districtId: t.district.id, name: "某厂" });
  partner = t.person(PARTNER);
}

async function draft(): Promise<number> {
  await partner.write("/post products");
  await partner.write("新品到货");
  return t.posts().at(-1)!.id;
}

describe("a brand partner", () => {
  test("is not asked for a column, and what they write goes out when a supervisor has approved it", async () => {
    await start();
    await partner.write("/post");
    expect(t.textsTo(PARTNER).at(-1)).toContain("请发「新品推介」的内容");
    await partner.write("新品到货");
    const { id } = t.posts().at(-1)!;
    expect(t.buttonsTo(PARTNER)).toEqual(["submit", "aud", "time", "opt", "test", "renew", "drop"].map((action) => `post:${action}:${id}`));
    await partner.press(`post:submit:${id}`);
    await t.deliver();
    expect(t.lastTo(SUPERVISOR).payload.text).toContain("👆 某厂（工业企业）提交的「新品推介」");
    await t.supervisor.press(`review:approve:${t.keyOf(id)}`);
    await t.deliver();
    expect(t.lastTo(FORUM).payload.text).toContain("新品到货");
  });

  test("can not send, whatever the staff card says", async () => {
    await start();
    const id = await draft();
    t.db.run(sql`UPDATE staff SET needs_approval = 0`);
    await partner.press(`post:send:${id}`);
    expect(t.alerts().at(-1)).toBe("您发布的内容需要先审批。请点「提交审批」。");
    expect(t.row(id)).toMatchObject({ state: "draft" });
  });

  test("is refused every other column and announcements, by command, old button and move", async () => {
    await start();
    for (const words of ["/post supply", "/post 政策通知 内容"]) {
      await partner.write(words);
      expect(t.textsTo(PARTNER).at(-1)).toBe(ONLY_PRODUCTS);
    }
    await partner.write("/announce 通知");
    expect(t.textsTo(PARTNER).at(-1)).toBe("您没有这项权限。需要开通请联系管理员。");
    for (const column of ["supply", "policy", "announcement"]) {
      await partner.press(`post:column:${column}`);
      expect(t.alerts().at(-1)).toBe(ONLY_PRODUCTS);
    }
    expect(t.posts()).toEqual([]);
    const id = await draft();
    await partner.press(`post:move:${id}`);
    expect(buttonsOf(t.lastTo(PARTNER))).toEqual([`post:to:${id}:products`]);
    await partner.press(`post:to:${id}:supply`);
    expect(t.alerts().at(-1)).toBe(ONLY_PRODUCTS);
    expect(t.row(id)).toMatchObject({ column: "products" });
  });

  test("whose other role was taken while composing gets no draft in its column, nor can submit one", async () => {
    await start();
    t.db.run(sql`INSERT INTO staff_roles SELECT id, 'broadcaster' FROM staff WHERE person_id = ${PARTNER}`);
    await partner.write("/post supply");
    await partner.write("货源");
    await partner.write("/post policy");
    t.db.run(sql`DELETE FROM staff_roles WHERE role = 'broadcaster'`);
    await partner.write("政策");
    expect(t.textsTo(PARTNER).at(-1)).toBe(ONLY_PRODUCTS);
    expect(t.posts()).toMatchObject([{ text: "货源" }]);
    for (const action of ["submit", "send"]) {
      await partner.press(`post:${action}:${t.posts()[0]!.id}`);
      expect(t.alerts().at(-1)).toBe(ONLY_PRODUCTS);
    }
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
  });

  test("who is a broadcaster too writes and sends as one", async () => {
    await start();
    t.db.run(sql`INSERT INTO staff_roles SELECT id, 'broadcaster' FROM staff WHERE person_id = ${PARTNER}`);
    await partner.write("/post policy");
    await partner.write("政策");
    const { id } = t.posts()[0]!;
    expect(t.buttonsTo(PARTNER)).toContain(`post:move:${id}`);
    await partner.press(`post:send:${id}`);
    expect(t.row(id)).toMatchObject({ state: "sending" });
  });

  test("sees and steers nobody else's posts, and neither supply news nor the approvers' buttons", async () => {
    await start();
    const { id, key } = await t.submit("supply", "内部货源");
    await t.supervisor.press(`review:approve:${key}`);
    for (const action of ["show", "test", "send", "submit", "takeback", "pause", "cancel"]) {
      t.forget();
      await partner.press(`post:${action}:${id}`);
      expect(t.alerts()).toHaveLength(1);
      expect(t.textsTo(PARTNER)).toEqual([]);
    }
    await partner.press(`review:show:${key}`);
    expect(t.alerts().at(-1)).toBe("您没有这项权限。需要开通请联系管理员。");
    await partner.write("/supply");
    expect(t.textsTo(PARTNER)).toEqual(["这是零售客户用的功能。您可用的命令请发 /help 查看。"]);
    expect(t.row(id)).toMatchObject({ state: "sending" });
  });

  test("learns how many the own post did not reach, and no names", async () => {
    await start();
    const id = await draft();
    await partner.press(`post:submit:${id}`);
    await t.supervisor.press(`review:approve:${t.keyOf(id)}`);
    t.refuse((_method, { chat_id: chatId }) =>
      chatId === FORUM ? { error_code: 400, description: "Bad Request: chat not found" } : undefined,
    );
    for (let round = 0; round < 2; round++) {
      await t.deliver();
      t.advance(3_000);
    }
    expect(t.newsTo(PARTNER).at(-1)).toBe("⚠️ 新品推介：送达 0，没有送达 1。");
    await partner.press(`post:recallyes:${id}`);
    for (let round = 0; round < 2; round++) {
      await t.deliver();
      t.advance(3_000);
    }
    expect(t.textsTo(PARTNER).join("\n")).not.toContain("R101 群");
  });

  test("who became an admin meanwhile still does not approve the own post", async () => {
    await start();
    const id = await draft();
    await partner.press(`post:submit:${id}`);
    t.db.run(sql`INSERT INTO staff_roles SELECT id, 'admin' FROM staff WHERE person_id = ${PARTNER}`);
    await partner.press(`review:approve:${t.keyOf(id)}`);
    expect(t.alerts().at(-1)).toContain("不能审批自己写的内容");
  });
});

test("nobody without a posting role gets a draft, whichever way it comes", async () => {
  await start();
  buildStaff(t.db, 96, ["service_desk"]);
  expect(await createPost(t.deps, { authorId: 96, column: "policy", ...oneText("通知") })).toEqual({ ok: false, reason: "column" });
  expect(await createPost(t.deps, { authorId: ADMIN, column: null, ...oneText("通知") })).toMatchObject({ ok: true });
  expect(await createPost(t.deps, { authorId: AUTHOR, column: null, ...oneText("通知") })).toMatchObject({ ok: true });
  expect(t.db.select().from(posts).all()).toHaveLength(2);
});
