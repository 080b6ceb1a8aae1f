import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { at, DESK, MANAGER, ORDERS, startOutageDay, SUPERVISOR, WEST, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay({ ORDERING_URL: "https://orders.example/" });
});
afterEach(() => day.close());

const startAt = async (time: string, ...taps: string[]) => {
  await day.setCutoff("17:00");
  day.setNow(at(time));
  await day.begin(SUPERVISOR, ...taps);
};

describe("the all-clear", () => {
  test("goes to the groups and to who was told and has not ordered, with the duration and the way to order", async () => {
    day.addShop("A", [201]);
    const quick = day.addShop("B", [202]);
    await startAt("15:00");
    day.addShop("C", [203]);
    await day.order(quick.licenceNo, "15:10");
    day.setNow(at("16:05"));
    await day.tap(SUPERVISOR, "offyes:1");
    await day.deliver();
    const lead = "✅ 网上订货已恢复（故障 今天 15:00 – 16:05，共 1 小时 5 分钟）。";
    expect(day.textsTo(day.group.chatId)).toEqual([lead]);
    expect(day.textsTo(201)).toEqual([`${lead}\n「A」今天 17:00 截止订货。`]);
    expect([day.textsTo(202), day.textsTo(203)]).toEqual([[], []]);
    const sent = day.calls.find(({ payload }) => payload.chat_id === 201);
    expect(JSON.stringify(sent?.payload)).toContain("https://orders.example/");
    expect(day.db.select().from(audit).where(eq(audit.action, "outage.off")).all()).toMatchObject([
      { actorId: SUPERVISOR, subject: "outage 1", detail: { minutes: 65 } },
    ]);
  });

  test("carries the new cutoff", async () => {
    day.addShop("A", [201]);
    await startAt("15:00");
    await day.tap(DESK, `propose:1:${at("19:00")}`);
    await day.tap(ORDERS, `confirm:1:${at("19:00")}`);
    day.setNow(at("16:00"));
    await day.tap(SUPERVISOR, "offyes:1");
    await day.deliver();
    // The news of the cutoff had not gone out yet, and is in the all-clear now.
    expect(day.textsTo(201)).toEqual(["✅ 网上订货已恢复（故障 今天 15:00 – 16:00，共 1 小时）。\n「A」今天 19:00 截止订货。"]);
    expect(day.textsTo(day.group.chatId)).toEqual([
      "✅ 网上订货已恢复（故障 今天 15:00 – 16:00，共 1 小时）。\n订货截止时间：今天 19:00。",
    ]);
  });

  test("before the notice went out leaves people alone: they never knew", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    await day.tap(SUPERVISOR, "offyes:1");
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
    const states = day.rows("outage_notice").map(({ state, reason }) => `${state} ${reason}`);
    expect(new Set(states)).toEqual(new Set(["skipped over"]));
  });

  test("finds a notice that was written a moment after it, and stops it", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    await day.tap(SUPERVISOR, "offyes:1");
    day.db.update(deliveries).set({ state: "pending", reason: null }).where(eq(deliveries.kind, "outage_notice")).run();
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
  });

  test("still tells the new cutoff to whoever heard of nothing before", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    await day.tap(DESK, `propose:1:${at("19:00")}`);
    await day.tap(ORDERS, `confirm:1:${at("19:00")}`);
    await day.tap(SUPERVISOR, "offyes:1");
    await day.deliver();
    expect(day.textsTo(201)).toEqual(["⏰ 「A」的订货截止时间改为 今天 19:00。"]);
  });

  test("is not given once it fails again: the new notice is the one to read", async () => {
    day.addShop("A", [201]);
    await startAt("15:00");
    await day.tap(SUPERVISOR, "offyes:1");
    await day.announce(SUPERVISOR);
    await day.deliver();
    expect(day.textsTo(201).map((text) => text.slice(0, 2))).toEqual(["⚠️"]);
  });

  test("twice, or by two people at once, is given once", async () => {
    day.addShop("A", [201]);
    await startAt("15:00");
    await Promise.all([day.tap(SUPERVISOR, "offyes:1"), day.tap(ORDERS, "offyes:1")]);
    await day.tap(SUPERVISOR, "offyes:1");
    await day.deliver();
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.alerts()).toEqual(Array(2).fill("这次故障已经结束。截止时间还要改的话，请用 /cutoff。"));
    expect(day.db.select().from(audit).where(eq(audit.action, "outage.off")).all()).toHaveLength(1);
  });

  test("asks first, also by /outage off, and is refused to another district's supervisor", async () => {
    await startAt("15:00");
    await day.person(SUPERVISOR).write("/outage off");
    expect(day.buttonsOf(SUPERVISOR)).toEqual(["outage:offyes:1", "outage:open:1"]);
    await day.person(WEST).write("/outage off");
    expect(day.textsTo(WEST)).toEqual(["现在没有可以由您报恢复的故障。发 /outage 可以查看全部。"]);
    await day.tap(WEST, "offyes:1");
    await day.tap(WEST, "open:1");
    expect(day.alerts()).toEqual(Array(2).fill("这不在您负责的范围内，请找订单部或管理员。"));
    expect(day.find()[0]!.endedAt).toBeNull();
  });

  test("the order department that announces one is not to be told of it", async () => {
    await day.begin(ORDERS);
    expect(day.find()).toMatchObject([{ orderToldBy: ORDERS, infoToldAt: null }]);
  });

  test("of the whole company is not a supervisor's to give", async () => {
    await day.begin(ORDERS);
    await day.tap(SUPERVISOR, "offyes:1");
    expect([day.alerts().length, day.find()[0]!.endedAt]).toEqual([1, null]);
  });
});

describe("the staff's cards", () => {
  test("show who told whom, in every chat, and take the tick away again", async () => {
    await startAt("15:00");
    await day.tap(DESK, "info:1");
    await day.tap(ORDERS, "order:1");
    await day.deliver();
    const edits = day.calls.filter(({ method, payload }) => method === "editMessageText" && payload.chat_id === SUPERVISOR);
    expect(edits.at(-1)?.payload.text).toContain("信息中心：已通知（Staff 71，今天 15:00）\n订单部：已通知（Staff 70，今天 15:00）");
    await day.tap(DESK, "info:1");
    expect(day.find()).toMatchObject([{ infoToldAt: null, orderToldBy: ORDERS }]);
    const noted = day.db.select().from(audit).all();
    expect(noted.map(({ action }) => action).filter((action) => action.includes("told"))).toEqual([
      "outage.told",
      "outage.told",
      "outage.untold",
    ]);
  });

  test("lose their buttons when it is over, and say who said so", async () => {
    await startAt("15:00");
    await day.tap(ORDERS, "offyes:1");
    await day.deliver();
    const edits = day.calls.filter(({ method, payload }) => method === "editMessageText" && payload.chat_id === SUPERVISOR);
    expect(edits).toHaveLength(1);
    expect(edits[0]?.payload.text).toContain("恢复由 Staff 70 确认");
    expect(day.buttonsOf(SUPERVISOR)).toEqual(["outage:list"]);
  });

  test("that are under way while something changes are brought up to date", async () => {
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    let isTapped = false;
    day.refuse(async (method, payload) => {
      if (method !== "sendMessage" || payload.chat_id !== MANAGER || isTapped) return undefined;
      isTapped = true;
      await day.tap(SUPERVISOR, "info:1");
      return undefined;
    });
    await day.deliver();
    expect(day.textsTo(MANAGER)).toHaveLength(2);
    expect(day.textsTo(MANAGER).at(-1)).toContain("信息中心：已通知");
  });

  test("are not sent to someone who left meanwhile", async () => {
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    day.db.update(staff).set({ removedAt: 1, personId: null }).where(eq(staff.personId, MANAGER)).run();
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([]);
  });
});

describe("news of an outage", () => {
  test("goes to groups and to who was told and has not ordered, word for word; the latest alone", async () => {
    day.addShop("A", [201]);
    await startAt("15:00");
    for (const words of ["正在抢修。", "预计 16 点恢复。"]) {
      await day.tap(SUPERVISOR, "news:1");
      await day.person(SUPERVISOR).write(words);
    }
    await day.deliver();
    const text = "ℹ️ 网上订货还没恢复。预计 16 点恢复。\n请打电话订货：95100";
    expect([day.textsTo(201), day.textsTo(day.group.chatId)]).toEqual([[text], [text]]);
    expect(day.find()[0]).toMatchObject({ noteNo: 2 });
  });

  test("is no words of someone who was not asked, nor too many", async () => {
    await startAt("15:00");
    await day.tap(SUPERVISOR, "news:1");
    await day.person(SUPERVISOR).write("字".repeat(301));
    expect(day.textsTo(SUPERVISOR).at(-1)).toBe("进展请写在 300 个字以内。");
    await day.person(SUPERVISOR).write("好");
    await day.person(SUPERVISOR).write("不是进展");
    expect(day.find()[0]).toMatchObject({ note: "好", noteNo: 1 });
  });
});
