import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaintEvents, complaints, promises } from "../../../db/complaints.tables.ts";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { shopPeople } from "../../../db/retailers.tables.ts";
import { openComplaint } from "../../../src/complaints/service.ts";
import { EVENT_KINDS, NOBODY } from "../../../src/complaints/rules.ts";
import { buildRetailer, buildShopPerson } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, type World } from "../world.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Several cases of the shop, a minute apart. */
async function fileMany(w: World, count: number) {
  for (let n = 1; n <= count; n++) {
    const items = [{ chatId: RETAILER, messageId: 5_000 + n, text: `第 ${n} 件`, media: null, albumId: null }];
    await openComplaint(w.deps, { personId: n % 2 ? RETAILER : SPOUSE, retailerId: w.shop.id, items, category: "other" });
    w.advance(60_000);
  }
}
const LIST = 7_000;
const tap = (w: World, id: number, data: string) => w.person(id).press(data, { messageId: LIST });
const shown = (w: World) => w.calls.findLast(({ method }) => method === "editMessageText")!;
const set = (w: World, fields: Partial<typeof complaints.$inferInsert>) =>
  w.db.update(complaints).set(fields).where(eq(complaints.id, 1)).run();

describe("the list", () => {
  test("shows five a page, newest first, and turns its pages in place", async () => {
    const w = await startWorld();
    await fileMany(w, 12);
    await w.person(RETAILER).write("/mycases");
    const list = w.lastTo(RETAILER);
    expect(list.payload.text).toContain("（第 1/3 页）");
    expect(w.buttonsOf(list)).toEqual([12, 11, 10, 9, 8].map((id) => `complain:show:${id}:1`).concat("complain:mine:2"));
    await tap(w, RETAILER, "complain:mine:3");
    expect(shown(w).payload["message_id"]).toBe(LIST);
    expect(w.buttonsOf(shown(w))).toEqual(["complain:show:2:3", "complain:show:1:3", "complain:mine:2"]);
    await tap(w, RETAILER, "complain:mine:99");
    expect(shown(w).payload.text).toContain("（第 3/3 页）");
  });

  test("in English", async () => {
    const w = await startWorld({ language: "en" });
    await fileMany(w, 6);
    await w.person(RETAILER).write("/mycases");
    expect(w.lastTo(RETAILER).payload.text).toMatch(/^Your complaints and questions \(page 1 of 2\):/);
    await tap(w, RETAILER, "complain:show:6:1");
    expect(shown(w).payload.text).toContain("What happened:\ntoday, 09:05: you filed it");
  });
});

describe("one case", () => {
  test("shows words, promises with owner and plan, what happened in the shop's words, and what can be done", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补送" });
    w.db
      .update(promises)
      .set({ plannedAt: w.deps.clock() + DAY })
      .where(eq(promises.kind, "door_visit"))
      .run();
    await tap(w, SPOUSE, "complain:show:1:1");
    expect(shown(w).payload.text).toBe(
      [
        "C-20261123-0001 · 送货 · 处理中",
        "“昨天送货少了两条”",
        "",
        "承诺：",
        "· 客服回复：今天 09:00 完成（李敏）",
        "· 上门服务：11月25日（周三）09:00 前（约定明天 09:00，王强）",
        "",
        "经过：",
        "今天 09:00 您提交",
        "今天 09:00 客服回复：明天补送",
        "",
        "要补充，直接回复本条，文字、照片都行。",
      ].join("\n"),
    );
    // Only who filed it may withdraw.
    expect(w.buttonsOf(shown(w))).toEqual(["complain:novisit:1", "complain:mine:1"]);
    await tap(w, RETAILER, "complain:show:1:2");
    expect(w.buttonsOf(shown(w))).toEqual(["complain:novisit:1", "complain:mine-withdraw:1:2", "complain:mine:2"]);
  });

  test("tells of every kind of entry only what is the shop's to know, and no words that staff wrote for themselves", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.db.delete(complaintEvents).run();
    for (const kind of EVENT_KINDS)
      w.db
        .insert(complaintEvents)
        .values({ complaintId: 1, at: 1, kind, actorId: CLERK, text: `words of ${kind}` })
        .run();
    const seen: string[] = [];
    for (const kind of EVENT_KINDS) {
      w.db.delete(complaintEvents).run();
      const value = { category: "delivery", said: "satisfied", rated: "satisfied" }[kind as string] ?? `words of ${kind}`;
      w.db.insert(complaintEvents).values({ complaintId: 1, at: w.deps.clock(), kind, actorId: CLERK, text: value }).run();
      await tap(w, RETAILER, "complain:show:1:1");
      const text = shown(w).payload.text!;
      const entry = text.split("经过：\n")[1]!.split("\n")[0]!;
      if (entry !== "") seen.push(kind);
      expect(text.includes("words of")).toBe(["added", "edited", "answered", "asked"].includes(kind));
      expect(text).not.toContain("李敏");
    }
    const hidden = EVENT_KINDS.filter((kind) => !seen.includes(kind));
    expect(hidden).toEqual([
      "message",
      "order_help",
      "claimed",
      "released",
      "resumed",
      "handed_over",
      "postponed",
      "waived",
      "cause",
      "breached",
      "about",
      "restricted",
      "lifted",
    ]);
  });

  test("says of a promise that was waived what will not come, and names nobody for it", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text).toContain("\n· 上门服务：不用上门（今天 09:00）\n");
    expect(shown(w).payload.text).not.toContain("免除");
  });

  test("a reply to it is added to the case that it shows then; a reply to the list is not", async () => {
    const w = await startWorld();
    await fileMany(w, 2);
    const message = { message_id: LIST, from: { id: 999, is_bot: true, first_name: "同舟" }, date: 1 };
    await tap(w, RETAILER, "complain:show:2:1");
    await tap(w, RETAILER, "complain:show:1:1");
    await w.person(RETAILER).send(photo("P1", { reply_to_message: message }));
    expect(w.textsTo(RETAILER).at(-1)).toContain("已补充到 C-20261123-0001");
    await tap(w, RETAILER, "complain:mine:1");
    await w.person(RETAILER).send({ text: "什么时候来", reply_to_message: message });
    expect(w.textsTo(RETAILER).at(-1)).toContain("这是");
    expect(w.timeline().filter(({ kind }) => kind === "added")).toMatchObject([{ complaintId: 1 }]);
    // The row says what the message shows; there is nothing to send.
    await w.deliver();
    expect(w.db.select().from(deliveries).where(eq(deliveries.kind, "complaint_mine")).all()).toEqual([]);
  });

  test("is withdrawn after a question, and kept with the other button", async () => {
    const w = await startWorld();
    await w.fileOne();
    await tap(w, RETAILER, "complain:mine-withdraw:1:1");
    expect(w.buttonsOf(w.calls.at(-1)!)).toEqual(["complain:withdraw-yes:1", "complain:show:1:1"]);
    expect(w.cases()[0]!.state).toBe("open");
    await tap(w, RETAILER, "complain:withdraw-yes:1");
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text).toContain("已撤回");
    expect(shown(w).payload.text).not.toContain("承诺：");
    expect(w.buttonsOf(shown(w))).toEqual(["complain:mine:1"]);
  });

  test("closed, may be taken up again for seven days, and says how satisfied the shop was", async () => {
    const w = await startWorld();
    await w.fileOne();
    set(w, { state: "closed", closedAt: w.deps.clock(), satisfaction: "so_so" });
    w.advance(7 * DAY);
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text).toContain("您的评价：一般");
    expect(w.buttonsOf(shown(w))).toEqual(["complain:reopen:1", "complain:mine:1"]);
    w.advance(1);
    await tap(w, RETAILER, "complain:show:1:1");
    expect(w.buttonsOf(shown(w))).toEqual(["complain:mine:1"]);
  });

  test("of a restricted case names nobody who reads it", async () => {
    const w = await startWorld();
    await w.fileOne();
    set(w, { restriction: "about_staff" });
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text).not.toContain("王强");
  });

  test("of 4,096 signs and a long history still fits into a message", async () => {
    const w = await startWorld();
    await w.fileOne("少".repeat(4_000));
    for (let n = 0; n < 30; n++)
      w.db
        .insert(complaintEvents)
        .values({ complaintId: 1, at: w.deps.clock(), kind: "answered", text: "😀".repeat(1_000) })
        .run();
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text!.length).toBeLessThan(4_096);
  });
});

describe("whose cases", () => {
  test("a confidential one is seen by who filed it only; one filed by telephone by everyone of the shop", async () => {
    const w = await startWorld();
    await w.fileOne();
    set(w, { restriction: "confidential" });
    await w.person(SPOUSE).write("/mycases");
    expect(w.lastTo(SPOUSE).payload.text).toContain("还没有提交过");
    await tap(w, SPOUSE, "complain:show:1:1");
    expect(w.alerts().at(-1)).toContain("没有找到这张投诉单");
    await w.person(RETAILER).write("/mycases");
    expect(w.lastTo(RETAILER).payload.text).toContain("C-20261123-0001");
    set(w, { personId: NOBODY });
    await w.person(RETAILER).write("/mycases");
    expect(w.lastTo(RETAILER).payload.text).toContain("还没有提交过");
    set(w, { restriction: null });
    for (const id of [RETAILER, SPOUSE]) {
      await tap(w, id, "complain:show:1:1");
      expect(w.buttonsOf(shown(w))).toContain("complain:mine-withdraw:1:1");
    }
  });

  test("other shops, strangers, staff and someone who left the shop see and open none, and no group shows any", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.db.delete(shopPeople).where(eq(shopPeople.personId, SPOUSE)).run();
    w.forget();
    for (const id of [OTHER_RETAILER, STRANGER, CLERK, MANAGER, SPOUSE]) {
      await tap(w, id, "complain:show:1:1");
      await tap(w, id, "complain:mine:1");
    }
    expect(JSON.stringify(w.calls)).not.toContain("C-20261123-0001");
    await w.person(RETAILER).press("complain:show:1:1", { chat: w.group });
    await w.person(RETAILER).press("complain:mine:1", { chat: w.group });
    expect(w.textsTo(w.group.id)).toEqual([]);
    expect(w.alerts().at(-1)).toBe("请在和我的私聊里查看。");
  });

  test("of both shops of one person, with the shop's name", async () => {
    const w = await startWorld();
    const second = buildRetailer(w.db, { shopName: "二店", routeId: w.route.id });
    buildShopPerson(w.db, second.id, RETAILER);
    await w.person(RETAILER).write("/complain 少了两条");
    await w.person(RETAILER).press(`complain:shop:${second.id}`);
    await tap(w, RETAILER, "complain:show:1:1");
    expect(shown(w).payload.text).toContain("店铺：二店");
  });

  test("a page or case that is no number is an outdated button", async () => {
    const w = await startWorld();
    for (const data of ["complain:mine:0", "complain:mine:x", "complain:show:-1", "complain:show"]) await tap(w, RETAILER, data);
    expect(w.alerts().every((text) => text.startsWith("这个按钮已失效"))).toBe(true);
    expect(w.alerts()).toHaveLength(4);
  });
});
