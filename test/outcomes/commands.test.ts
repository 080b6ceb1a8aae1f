import { parse } from "csv-parse/sync";
import type { InputFile } from "grammy";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { people } from "../../db/people.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const ADMIN = 1;
const GROUP = { id: -1_001_000_000_001, type: "supergroup" as const, title: "G" };

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

const lastTo = (id: number) => day.textsTo(id).at(-1);
const setCutoffOf = (route: string) =>
  importCalendar(day.deps, { exceptions: [{ route, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" }] });
const lastTap = () => day.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text;

/** The data of the buttons of the last message to someone. */
function buttonsOf(id: number): string[] {
  const call = day.calls.findLast(({ payload }) => payload.chat_id === id && payload["reply_markup"] !== undefined);
  const { inline_keyboard: rows } = call!.payload["reply_markup"] as { inline_keyboard: { callback_data: string }[][] };
  return rows.flat().map(({ callback_data: data }) => data);
}

/** R101 with 甲 that ordered 14 minutes after its reminder and 乙 that did not; R900 of another district and account manager. */
async function liveThrough() {
  const shops = [day.addShop("甲", [201]), day.addShop("=乙", [202])];
  const north = buildDistrict(day.db, "城北区");
  const far = buildRoute(day.db, { code: "R900", districtId: north.id });
  buildRetailer(day.db, { routeId: far.id, shopName: "远方店" });
  await day.setCutoff("17:00");
  await setCutoffOf("R900");
  await day.goTo("16:00");
  await day.order(shops[0]!.licenceNo, "16:14", 12);
  day.answer(202, "money");
  await day.count();
  day.forget();
  return { shops, north };
}

async function readCsv() {
  const call = day.calls.findLast(({ method }) => method === "sendDocument")!;
  const file = call.payload["document"] as InputFile;
  const text = Buffer.from((await file.toRaw()) as Uint8Array).toString("utf8");
  return {
    chatId: call.payload.chat_id,
    name: file.filename!,
    caption: call.payload["caption"],
    text,
    rows: parse(text, { bom: true, columns: true }) as Record<string, string>[],
  };
}

describe("/report", () => {
  test("shows which reports there are, as buttons that work", async () => {
    await liveThrough();
    await day.person(MANAGER).write("/report");
    expect(lastTo(MANAGER)).toContain("要看哪一份");
    expect(buttonsOf(MANAGER)).toEqual(["report:orders:week:2026-11-23", "report:orders:week:2026-11-16", "report:orders:day:2026-11-23"]);
    await day.person(MANAGER).press("report:orders:day:2026-11-23");
    expect(lastTo(MANAGER)).toContain("📊 11月23日（周一）的订货结果 · 我的线路");
    expect(day.calls.findLast(({ payload }) => payload.chat_id === MANAGER)?.method).toBe("editMessageText");
  });

  test.each([
    "/report orders",
    "/report orders this week",
    "/report 订货 本周",
    "/report  ORDERS  2026-11-23",
    "/report orders today",
    "/report 订单 2026年11月23日",
  ])("understands %s", async (words) => {
    await liveThrough();
    await day.person(MANAGER).write(words);
    expect(lastTo(MANAGER)).toContain("R101");
  });

  test.each([
    ["/report orders last week", "11月16日—22日还没有订货结果"],
    ["/report orders 昨天", "11月22日（周日）还没有订货结果"],
  ])("%s says that nothing was counted then, and offers the way on", async (words, text) => {
    await liveThrough();
    await day.person(MANAGER).write(words);
    expect(lastTo(MANAGER)).toContain(text);
    expect(buttonsOf(MANAGER).some((data) => data.startsWith("report:csv"))).toBe(false);
  });

  test.each([
    ["/report orders 下周二", "看不懂“下周二”"],
    ["/report orders 2026-02-30", "看不懂“2026-02-30”"],
    ["/report profits", "没有“profits”这份报表"],
    ["/report ordersx", "没有“ordersx”这份报表"],
  ])("%s is answered with what there is instead", async (words, text) => {
    await day.person(MANAGER).write(words);
    expect(lastTo(MANAGER)).toContain(text);
  });

  test("says how many windows are still to be counted", async () => {
    await day.setCutoff("17:00");
    await day.person(MANAGER).write("/report orders today");
    expect(lastTo(MANAGER)).toBe("11月23日（周一）还没有订货结果。截止 15 分钟后、订单数据到齐了才统计。\n另有 1 个订货时段还没有结果。");
  });

  test("in a group is answered without a word about shops", async () => {
    await liveThrough();
    await day.person(MANAGER).write("/report orders", GROUP);
    expect(lastTo(GROUP.id)).toContain("只在私聊里看");
  });

  test("offers no period that has not begun", async () => {
    await liveThrough();
    await day.person(MANAGER).write("/report orders");
    expect(buttonsOf(MANAGER)).toEqual(["report:orders:week:2026-11-16", "report:csv:week:2026-11-23"]);
    await day.person(MANAGER).write("/report orders last week");
    expect(buttonsOf(MANAGER)).toEqual(["report:orders:week:2026-11-09", "report:orders:week:2026-11-23"]);
  });
});

describe("whoever asks", () => {
  test.each([
    ["a retailer", 201],
    ["a stranger", 999],
  ])("as %s is refused, by command and by button", async (_who, id) => {
    await liveThrough();
    await day.person(id).write("/report orders");
    expect(lastTo(id)).toBe("您没有这项权限。需要开通请联系管理员。");
    for (const data of ["report:orders:week:2026-11-23", "report:csv:day:2026-11-23", `report:cut:${at("17:00")}:own`]) {
      day.forget();
      await day.person(id).press(data);
      expect(day.calls.map(({ method }) => method)).toEqual(["answerCallbackQuery"]);
    }
  });

  test.each(["supervisor", "order_department", "service_desk"] as const)("as %s sees the own district and no other", async (role) => {
    const { north } = await liveThrough();
    buildStaff(day.db, 70, [role], { districtId: north.id });
    await day.person(70).write("/report orders today");
    expect(lastTo(70)).toContain("R900");
    expect(lastTo(70)).not.toContain("R101");
    expect(lastTo(70)).toContain("· 城北区");
  });

  test("as someone of no district, or an admin, sees the company", async () => {
    await liveThrough();
    buildStaff(day.db, 70, ["order_department"]);
    for (const id of [70, ADMIN]) {
      await day.person(id).write("/report orders today");
      expect(lastTo(id)).toMatch(/全公司[^]*R900[^]*R101/);
    }
  });

  test("as account manager sees the own routes alone, by any button", async () => {
    const { north } = await liveThrough();
    const me = day.person(MANAGER);
    await me.write("/report orders today");
    expect(lastTo(MANAGER)).not.toContain("R900");
    await me.press("report:csv:day:2026-11-23");
    expect((await readCsv()).rows.map((row) => row["线路"])).toEqual(["R101", "R101"]);
    for (const of of [String(north.id), String(day.district.id), "0", "NaN", ""]) {
      day.forget();
      await me.press(`report:cut:${at("17:00")}:${of}`);
      expect(
        day.calls.map(({ method }) => method),
        of,
      ).toEqual(["answerCallbackQuery"]);
      expect(lastTap()).toContain("没有可导出的结果");
    }
  });

  test("with a forged or old button is told so", async () => {
    await liveThrough();
    for (const data of ["report:orders:week:x", "report:orders:month:2026-11-23", "report:csv", "report:cut:x:own"]) {
      await day.person(MANAGER).press(data);
      expect(lastTap(), data).toBe("这个按钮已经失效。请重新发 /report。");
    }
    await day.person(MANAGER).press("report:nothing");
    expect(day.calls.some(({ method }) => method === "sendDocument")).toBe(false);
  });
});

describe("the list as a file", () => {
  test("of one cutoff has a line a shop, safe to open in a spreadsheet", async () => {
    const { shops } = await liveThrough();
    await day.person(MANAGER).press(`report:cut:${at("17:00")}:own`);
    const { chatId, name, text, rows, caption } = await readCsv();
    expect([chatId, name, caption]).toEqual([MANAGER, "订货结果-2026-11-23.csv", "共 2 行，截至 今天 17:20"]);
    expect(text.startsWith("\uFEFF订货日,")).toBe(true);
    expect(rows).toEqual([
      {
        订货日: "2026-11-23",
        截止时间: "2026-11-23 17:00:00",
        区: day.district.name,
        线路: "R101",
        许可证号: shops[0]!.licenceNo,
        店铺: "甲",
        订货时间: "2026-11-23 16:14:00",
        条数: "12",
        提醒时间: "2026-11-23 16:00:00",
        提醒后几分钟订货: "14",
        答复: "",
        原因: "",
        电话联系: "",
        聊天能否联系: "能",
      },
      expect.objectContaining({ 店铺: "'=乙", 订货时间: "", 条数: "", 提醒后几分钟订货: "", 答复: "本次不订", 原因: "资金紧" }),
    ]);
    expect(day.db.select().from(audit).where(eq(audit.action, "report.export")).all()).toMatchObject([
      { actorId: MANAGER, subject: name, detail: { rows: 2 } },
    ]);
  });

  test("below the supervisor's report has the district's shops", async () => {
    await liveThrough();
    await day.person(SUPERVISOR).press(`report:cut:${at("17:00")}:${day.district.id}`);
    expect((await readCsv()).rows.map((row) => row["店铺"])).toEqual(["甲", "'=乙"]);
  });

  test("of a week has a line a window, in the reader's language", async () => {
    await liveThrough();
    day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
    await day.person(MANAGER).press("report:csv:week:2026-11-23");
    const { name, rows } = await readCsv();
    expect(name).toBe("orders-2026-11-23-2026-11-29.csv");
    expect(rows).toMatchObject([
      {
        Route: "R101",
        Licence: "",
        Shops: "2",
        Ordered: "1",
        "Share %": "50",
        Reminded: "2",
        "Ordered after the reminder": "1",
        Money: "1",
        "Not ordered": "1",
        "Order data as of": "2026-11-23 17:20:00",
      },
    ]);
  });
});
