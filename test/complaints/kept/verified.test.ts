import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { linkRequests, retailers, shopPeople } from "../../../db/retailers.tables.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { dropKept, offerKept, openComplaint, readKept } from "../../../src/complaints/service.ts";
import { bindByLicence } from "../../../src/retailers/service.ts";
import { contactOf } from "../../retailers/support.ts";
import { buildPerson, buildRetailer, buildShopPerson } from "../../support/build.ts";
import { HOUR, kept, PHONE, verify } from "./support.ts";
import { MANAGER, OTHER_RETAILER, photo, RETAILER, startWorld, STRANGER } from "../world.ts";

describe("once verified", () => {
  test("by the shared number, they are asked once and file with one tap, words and files as one case", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 昨天送货少了两条", w.group);
    await w.person(STRANGER).send(photo("P1"));
    await verify(w);
    await w.person(STRANGER).send(contactOf(w.person(STRANGER), PHONE));
    await sweepPromises(w.deps);
    await w.deliver();
    const asked = w.calls.filter(({ payload }) => payload.text?.includes("要现在提交吗"));
    expect(asked).toHaveLength(1);
    expect(asked[0]!.payload.text).toBe(
      "您 11月23日（周一）验证前写的：\n“昨天送货少了两条”\n附件 1 个\n要现在提交吗？11月25日（周三）09:00 前没有选，就不提交，内容会删除。",
    );
    expect(w.buttonsOf(asked[0]!)).toEqual(["complain:kept-file:2", "complain:kept-ask:2", "complain:kept-drop:2"]);
    await Promise.all([w.person(STRANGER).press("complain:kept-file:2"), w.person(STRANGER).press("complain:kept-file:2")]);
    await w.person(STRANGER).press("complain:kept-ask:2");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "昨天送货少了两条", personId: STRANGER, category: "delivery", chatId: w.group.id }]);
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "sendPhoto", payload: { photo: "P1" } });
    expect(w.textsTo(STRANGER).filter((text) => text.includes("编号 C-"))).toHaveLength(1);
    expect(w.alerts().at(-1)).toContain("已经处理过");
    expect(kept(w)).toEqual([]);
  });

  test("by the account manager's approval, they are asked after the welcome, and a question goes without a visit", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("想问一下新品什么时候到");
    buildPerson(w.db, STRANGER);
    const person = {
      ...(await w.db.query.people.findFirst({ where: (people, { eq: is }) => is(people.id, STRANGER) }))!,
      privacyVersion: 1,
    };
    await bindByLicence(w.deps, person, { licenceNo: w.shop.licenceNo, phone: "13900000000" });
    await w.person(MANAGER).press(`link:approve:${w.db.select().from(linkRequests).get()!.id}`);
    await w.deliver();
    const [welcome, asked] = w.textsTo(STRANGER).slice(-2);
    expect(welcome).toContain("验证成功");
    expect(asked).toContain("想问一下新品什么时候到");
    // What sounds like a question is offered as one first.
    expect(w.buttonsOf(w.lastTo(STRANGER))[0]).toBe("complain:kept-ask:1");
    await w.person(STRANGER).press("complain:kept-ask:1");
    expect(w.cases()).toMatchObject([{ category: "advice" }]);
    expect(w.promised()).toHaveLength(1);
  });

  test("in any other way, or after a crash behind the verification, the sweep asks", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    await sweepPromises(w.deps);
    expect(w.outbox()).toEqual([]);
    w.db.update(retailers).set({ status: "suspended" }).where(eq(retailers.id, w.shop.id)).run();
    buildShopPerson(w.db, w.shop.id, STRANGER);
    await sweepPromises(w.deps);
    expect(w.outbox()).toEqual([]);
    w.db.update(retailers).set({ status: "active" }).where(eq(retailers.id, w.shop.id)).run();
    await sweepPromises(w.deps);
    await sweepPromises(w.deps);
    expect(w.outbox()).toMatchObject([{ kind: "complaint_kept", chatId: STRANGER }]);
  });

  test("a picture of a kept album that comes late is filed with it, and nobody is asked again", async () => {
    const w = await startWorld();
    await w.person(STRANGER).send(photo("P1", { caption: "投诉 破损", media_group_id: "A" }), w.group);
    await verify(w);
    w.advance(1_000);
    await w.person(STRANGER).send(photo("P2", { media_group_id: "A" }), w.group);
    await sweepPromises(w.deps);
    expect(w.outbox().filter(({ kind }) => kind === "complaint_kept")).toHaveLength(1);
    await w.person(STRANGER).press("complain:kept-file:1");
    await w.deliver();
    const photos = w.calls.filter(({ method }) => method === "sendPhoto");
    expect(photos.map(({ payload }) => payload["photo"])).toEqual(["P1", "P2"]);
    expect(kept(w)).toEqual([]);
  });

  test("with several shops, they choose the one; a shop of others is refused", async () => {
    const w = await startWorld();
    const second = buildRetailer(w.db, { shopName: "二店", routeId: w.route.id, phone: PHONE });
    await w.person(STRANGER).write("投诉 少了两条");
    await verify(w);
    await w.person(STRANGER).press("complain:kept-file:1");
    const choice = w.calls.findLast(({ method }) => method === "editMessageText")!;
    expect(w.buttonsOf(choice)).toEqual([
      `complain:kept-shop:1:c${w.shop.id}`,
      `complain:kept-shop:1:c${second.id}`,
      "complain:kept-drop:1",
    ]);
    await w.person(STRANGER).press(`complain:kept-shop:1:c${w.elsewhere.id}`);
    expect(w.cases()).toEqual([]);
    await w.person(STRANGER).press(`complain:kept-shop:1:c${second.id}`);
    expect(w.cases()).toMatchObject([{ retailerId: second.id }]);
  });

  test("and not wanting it filed, they have it deleted", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    await verify(w);
    await w.person(STRANGER).press("complain:kept-drop:1");
    await w.person(STRANGER).press("complain:kept-file:1");
    expect(w.textsTo(STRANGER).at(-1)).toContain("没有提交，内容已删除");
    expect([kept(w), w.cases()]).toEqual([[], []]);
  });

  test("a crash between filing and deleting files once", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    await verify(w);
    const { items } = await readKept(w.deps, STRANGER, 1);
    await openComplaint(w.deps, { personId: STRANGER, retailerId: w.shop.id, items });
    await w.person(STRANGER).press("complain:kept-file:1");
    expect(w.cases()).toHaveLength(1);
    expect(kept(w)).toEqual([]);
    expect(w.alerts().at(-1)).toContain("已经处理过");
  });

  test("a similar open case of the shop is offered first, and the words wait for the answer", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(STRANGER).write("投诉 今天送货又少了一条");
    await verify(w);
    await w.person(STRANGER).press("complain:kept-file:1");
    expect(kept(w)).toEqual([]);
    await w.person(STRANGER).press("complain:addto:1");
    expect(w.timeline().map(({ kind }) => kind)).toContain("added");
    expect(w.cases()).toHaveLength(1);
  });

  test("too many within the hour: the words stay, and the button works an hour later", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 门口招牌");
    await verify(w);
    for (let n = 0; n < 10; n++)
      await openComplaint(w.deps, {
        personId: STRANGER,
        retailerId: w.shop.id,
        items: [{ chatId: STRANGER, messageId: 5_000 + n, text: "收银机", media: null, albumId: null }],
        category: "settlement",
      });
    await w.person(STRANGER).press("complain:kept-ask:1");
    expect(kept(w)).toHaveLength(1);
    w.advance(HOUR);
    await w.person(STRANGER).press("complain:kept-ask:1");
    expect(w.cases()).toHaveLength(11);
  });
});

describe("nobody else", () => {
  test("files or drops what a stranger wrote, and someone no longer of a shop files nothing", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    for (const id of [RETAILER, OTHER_RETAILER, STRANGER]) await w.person(id).press("complain:kept-file:1");
    await w.person(RETAILER).press("complain:kept-drop:1");
    expect([kept(w).length, w.cases().length]).toEqual([1, 0]);
    await verify(w);
    w.db.delete(shopPeople).where(eq(shopPeople.personId, STRANGER)).run();
    await w.person(STRANGER).press("complain:kept-file:1");
    expect(w.cases()).toHaveLength(0);
    expect(w.alerts().at(-1)).toContain("不是这家店的联系人");
  });
});

describe("after 48 hours", () => {
  test("the words and files are deleted, never offered and never filed, even when the sweep is late", async () => {
    const w = await startWorld();
    await w.person(STRANGER).send(photo("P1", { caption: "投诉 少了两条" }));
    await verify(w);
    w.advance(48 * HOUR);
    await w.person(STRANGER).press("complain:kept-file:1");
    expect([w.cases().length, kept(w).length]).toEqual([0, 1]);
    expect(w.alerts().at(-1)).toContain("超过两天已删除");
    await offerKept(w.deps, STRANGER);
    await sweepPromises(w.deps);
    expect(kept(w)).toEqual([]);
  });

  test("an offer that could not go out in time is not sent any more", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    buildShopPerson(w.db, w.shop.id, STRANGER);
    await offerKept(w.deps);
    w.advance(48 * HOUR);
    await w.deliver();
    expect(w.outbox()).toMatchObject([{ state: "skipped" }]);
  });

  test("a minute before, they are still there", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    w.advance(48 * HOUR - 60_000);
    await sweepPromises(w.deps);
    expect(kept(w)).toHaveLength(1);
    await dropKept(w.deps, [1]);
    expect(kept(w)).toEqual([]);
  });
});
