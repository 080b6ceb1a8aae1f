import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { keptWords } from "../../db/complaints.tables.ts";
import { linkRequests, retailers, shopPeople } from "../../db/retailers.tables.ts";
import { dropKept, offerKept, openComplaint, readKept } from "../../src/complaints/service.ts";
import { sweepPromises } from "../../src/complaints/jobs.ts";
import { bindByLicence } from "../../src/retailers/service.ts";
import { buildPerson, buildRetailer, buildShopPerson } from "../support/build.ts";
import { contactOf } from "../retailers/support.ts";
import { MANAGER, OTHER_RETAILER, photo, RETAILER, startWorld, STRANGER, type World } from "./world.ts";

const HOUR = 60 * 60 * 1000;
const PHONE = "13812345678";
const kept = (w: World) => w.db.select().from(keptWords).all();
const keptTexts = (w: World) => kept(w).map(({ item }) => item.text);

/** Agrees to the notice, shares the phone number that the roster has for the shop, and gets everything that waits. */
async function verify(w: World, phone = PHONE) {
  const stranger = w.person(STRANGER);
  await stranger.write("/bind");
  await stranger.press("bind:agree:1");
  await stranger.send(contactOf(stranger, phone));
  await w.deliver();
}

describe("what someone unverified writes", () => {
  test("is kept, filed nowhere, and the answer says until when", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("/complain 昨天送货少了两条");
    expect(w.textsTo(STRANGER)).toEqual([
      "同舟只为持证零售客户服务。点“验证身份”，用登记的手机号一键完成，约 10 秒。\n您写的内容先保留到 11月25日（周三）09:00。在那之前完成验证，我会问您要不要提交，不用重写。",
    ]);
    expect(w.buttonsOf(w.lastTo(STRANGER))).toEqual(["bind:start"]);
    expect(kept(w)).toMatchObject([{ personId: STRANGER, item: { text: "昨天送货少了两条" }, isQuestion: false }]);
    expect(w.cases()).toEqual([]);
  });

  test("in English says the same", async () => {
    const w = await startWorld({ language: "en" });
    await w.person(STRANGER).write("complaint two cartons short");
    expect(w.textsTo(STRANGER)[0]).toContain("I keep what you wrote until Wed 25 Nov, 09:00.");
    expect(keptTexts(w)).toEqual(["two cartons short"]);
  });

  test("in a group is kept when it begins as a complaint, told once a day to the sender alone, never repeated", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("今天天气不错", w.group);
    await w.person(STRANGER).write("投诉 少了两条", w.group);
    await w.person(STRANGER).write("/complain@tongzhou_bot 烟受潮", w.group);
    expect(keptTexts(w)).toEqual(["少了两条", "烟受潮"]);
    expect(w.calls.map(({ payload }) => payload)).toMatchObject([
      { chat_id: w.group.id, ephemeral_message_parameters: { receiver_user_id: STRANGER } },
    ]);
    expect(w.textsTo(w.group.id)[0]).toContain("先保留到");
    expect(w.textsTo(w.group.id)[0]).not.toContain("少了两条");
  });

  test("in a desk group or a group that is none of ours is not kept", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("/complain 少了两条", w.desk);
    await w.person(STRANGER).write("/complain 少了两条", { id: -100999, type: "supergroup", title: "x" });
    expect(kept(w)).toEqual([]);
    expect(w.textsTo(-100999).join()).not.toContain("保留");
  });

  test("alone, as a command, a number, a sticker or a button's label, is nothing to keep", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    for (const text of ["/complain", "投诉", "/complaint", "/nonsense", "140100000001", "📣 我要投诉"]) await stranger.write(text);
    await stranger.send({ sticker: { file_id: "S", file_unique_id: "s", type: "regular", width: 1, height: 1 } });
    expect(kept(w)).toEqual([]);
    expect(w.textsTo(STRANGER).every((text) => text.includes("验证身份") && !text.includes("保留"))).toBe(true);
  });

  test("stays within what one case holds: a flood of messages or of words is told and not kept", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    for (let n = 0; n < 25; n++) await stranger.write(`投诉 第 ${n} 条`, w.group);
    expect(kept(w)).toHaveLength(20);
    await stranger.write("少了一条");
    expect(w.textsTo(STRANGER).at(-1)).toContain("这条没有保留");
    const other = w.person(STRANGER + 1);
    for (let n = 0; n < 5; n++) await other.write("长".repeat(4_000));
    expect(kept(w).filter(({ personId }) => personId === STRANGER + 1)).toHaveLength(4);
  });

  test("counts as edited, and an edit that is too long leaves the words as they were", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    const message = await stranger.write("投诉 少了两条");
    for (let n = 0; n < 3; n++) await stranger.write("长".repeat(4_000));
    await stranger.edit(message, "投诉 少了三条");
    expect(keptTexts(w)[0]).toBe("少了三条");
    await stranger.write("长".repeat(3_990));
    await stranger.edit(message, `投诉 ${"少".repeat(3_000)}`);
    expect(keptTexts(w)[0]).toBe("少了三条");
    expect(w.textsTo(STRANGER).at(-1)).toContain("没有保留");
  });

  test("as an album stays together and is answered once, in private and in a group", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    await stranger.send(photo("P1", { caption: "投诉 破损", media_group_id: "A" }), w.group);
    await stranger.send(photo("P2", { media_group_id: "A" }), w.group);
    await stranger.send(photo("P3", { media_group_id: "B" }));
    await stranger.send(photo("P4", { media_group_id: "B" }));
    expect(kept(w).map(({ item }) => item.media?.fileId)).toEqual(["P1", "P2", "P3", "P4"]);
    expect(w.textsTo(w.group.id)).toHaveLength(1);
    expect(w.textsTo(STRANGER)).toHaveLength(1);
    // A picture that nobody's album brought is none of the group's.
    await stranger.send(photo("P5", { media_group_id: "C" }), w.group);
    expect(kept(w)).toHaveLength(4);
  });

  test("while a licence number is asked for, a complaint is not taken for one", async () => {
    const w = await startWorld();
    await verify(w, "13999999999");
    await w.person(STRANGER).write("投诉 少了两条");
    expect(keptTexts(w)).toEqual(["少了两条"]);
    await w.person(STRANGER).write("我的号");
    expect(w.textsTo(STRANGER).at(-1)).toContain("12 位数字");
  });

  test("by staff who keep no shop is not kept", async () => {
    const w = await startWorld();
    await w.person(MANAGER).write("/complain 少了两条");
    expect(kept(w)).toEqual([]);
  });
});

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
