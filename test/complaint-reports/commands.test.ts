import type { InputFile } from "grammy";
import { describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { complaintMeasures } from "../../db/complaint-measures.tables.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SUPERVISOR } from "../complaints/world.ts";
import { keyOfCause } from "../../src/complaints/service.ts";
import { at, OTHER_SUPERVISOR, startReports, type Reports } from "./world.ts";

const lastText = (w: Reports, chatId: number) => w.textsTo(chatId).at(-1) ?? "";
const LAST_WEEK = "week:2026-11-16";

const readFile = async (file: unknown): Promise<Buffer> => Buffer.from((await (file as InputFile).toRaw()) as Uint8Array);

describe("/report complaints", () => {
  test("tells a week's numbers as counted by hand, lunch and weekend left out", async () => {
    const w = await startReports();
    w.buildWeek();
    await w.person(SUPERVISOR).write("/report complaints last week");
    const lines = lastText(w, SUPERVISOR).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      `📋 投诉周报 11月16日—22日 · ${w.district.name}`,
      "投诉 3 件（上期 1 件，+2），另有咨询 1 件、撤回 1 件",
      "⚠️ 满意度 50%（回访 2 件，满意 1 件），目标 95%",
    ]);
    expect(lines).toContain("类别：送货 2（+2）、质量与退换货 1（+1）、货源 0（−1）");
    expect(lines).toContain("原因：送货延误 2（+2）、未定 1（±0）");
    expect(lines).toContain("重复投诉 1 户：「和平路便利店」3 件");
    // 20 minutes, and from Friday 17:00 to Monday 09:00 one hour: the mean of the two.
    expect(lines).toContain("· 客服回复：按时 50%，按时 1 · 迟到 1，用时中位数 40 分钟");
    // Monday 10 min + 3.5 h, Tuesday 7 h, Wednesday 3.5 h + 1 h.
    expect(lines).toContain("· 上门服务：按时 0%，迟到 1 · 超时未办 1，用时中位数 15 小时 10 分");
    expect(lines).toContain("· 回访：按时 100%，按时 1，用时中位数 4 小时 0 分");
    expect(lines).toContain("· 王强：迟到 1 · 超时未办 1");
    // Thursday 9:00 to Wednesday 10:00: 6.5 h, Friday, Monday and Tuesday 7 h each, 1.5 h. The desk was half an hour late on Monday.
    expect(lines.slice(lines.indexOf("超时最久（按工作时间）：") + 1, -1).concat(lines.at(-1)!)).toEqual([
      "· C-20261101-0004「和平路便利店」上门服务已超 29 小时 0 分",
      "· C-20261101-0002「和平路便利店」上门服务迟了 1 小时 10 分",
      "· C-20261101-0003「和平路便利店」客服回复迟了 0 小时 30 分".replace("0 小时 30 分", "30 分钟"),
    ]);
    expect(lastText(w, SUPERVISOR)).not.toContain("机密");
  });

  test("leaves out a public holiday from what a promise took", async () => {
    const w = await startReports({ now: at("10-12 10:00"), env: { HOLIDAYS_FILE: "" } });
    w.build({
      opened: "09-30 17:00",
      promises: [{ kind: "desk_reply", due: "09-30 17:30", state: "kept_late", ended: "10-08 09:00" }],
    });
    await w.person(SUPERVISOR).write("/report complaints 2026-09");
    expect(lastText(w, SUPERVISOR)).toContain("用时中位数 1 小时 0 分");
  });

  test("comes as a picture first, in the reader's language", async () => {
    const w = await startReports({ language: "en" });
    w.buildWeek();
    await w.person(SUPERVISOR).write("/report complaints last week");
    const photo = w.calls.find(({ method }) => method === "sendPhoto")!;
    expect(photo.payload["caption"]).toContain("Complaints: 3 (period before: 1, +2)");
    expect((await readFile(photo.payload["photo"])).subarray(1, 4).toString()).toBe("PNG");
    expect(lastText(w, SUPERVISOR)).toContain("By cause: Late delivery 2 (+2), not said yet 1");
  });

  test("of an empty period says so, without a picture or a list", async () => {
    const w = await startReports();
    await w.person(SUPERVISOR).write("/report complaints 2025-01");
    expect(lastText(w, SUPERVISOR)).toContain("这段时间没有投诉");
    await w.person(SUPERVISOR).press("report:cchart:month:2025-01-01");
    await w.person(SUPERVISOR).press("report:ccsv:month:2025-01-01");
    expect(w.alerts()).toEqual([expect.stringContaining("画不出图表"), expect.stringContaining("没有明细")]);
    expect(w.calls.some(({ method }) => method === "sendPhoto" || method === "sendDocument")).toBe(false);
  });

  test("shows another district's nothing, and the admin both", async () => {
    const w = await startReports();
    w.buildWeek();
    w.build({ opened: "11-17 10:00", retailerId: w.farShop.id, districtId: w.far.id });
    await w.person(OTHER_SUPERVISOR).write("/report complaints last week");
    expect(lastText(w, OTHER_SUPERVISOR)).toContain("投诉 1 件");
    expect(lastText(w, OTHER_SUPERVISOR)).not.toMatch(/和平路|王强|C-20261101-0004/);
    await w.person(ADMIN).write("/report complaints last week");
    expect(lastText(w, ADMIN)).toContain("投诉 4 件");
    expect(lastText(w, ADMIN)).toContain(`· ${w.far.name}：投诉 1 件`);
  });

  test("names no colleague to the desk, which notes no measure either", async () => {
    const w = await startReports();
    w.buildWeek();
    await w.person(CLERK).write("/report complaints last week");
    expect(lastText(w, CLERK)).toContain("投诉 3 件");
    expect(lastText(w, CLERK)).not.toContain("王强");
    await w.person(CLERK).press(`report:cnote:${LAST_WEEK}`);
    expect(w.alerts().at(-1)).toContain("由市场经理或管理员填写");
  });

  test("is refused to account managers and retailers, by word and by button", async () => {
    const w = await startReports();
    w.buildWeek();
    await w.person(MANAGER).write("/report complaints");
    expect(lastText(w, MANAGER)).toContain("由市场经理、管理员和在线客服查看");
    await w.person(MANAGER).write("/report");
    expect(JSON.stringify(w.lastTo(MANAGER).payload)).not.toContain("report:complaints");
    for (const action of ["complaints", "cchart", "ccsv", "cnote"]) await w.person(MANAGER).press(`report:${action}:${LAST_WEEK}`);
    expect(w.alerts()).toHaveLength(4);
    await w.person(RETAILER).press(`report:ccsv:${LAST_WEEK}`);
    expect(w.calls.some(({ method }) => /^edit|sendPhoto|sendDocument/.test(method))).toBe(false);
  });

  test("a period that can not be read is refused with what can", async () => {
    const w = await startReports();
    await w.person(SUPERVISOR).write("/report complaints 昨天");
    expect(lastText(w, SUPERVISOR)).toContain("本周、上周、本月、上月");
  });

  test("the list is safe to open, in the reader's district, and noted in the audit", async () => {
    const w = await startReports();
    w.buildWeek();
    w.build({ opened: "11-17 10:00", cause: "=1+1" });
    w.build({ opened: "11-17 10:00", retailerId: w.farShop.id, districtId: w.far.id });
    await w.person(SUPERVISOR).press(`report:ccsv:${LAST_WEEK}`);
    const sent = w.calls.find(({ method }) => method === "sendDocument")!;
    const text = (await readFile(sent.payload["document"])).toString();
    const lines = text.split("\r\n");
    expect(lines[0]).toMatch(/^\uFEFF编号,提交时间/);
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines[1]).toContain("送货延误,已办结,满意,按时,2026-11-16 14:20,2026-11-16 14:10,20,");
    expect(lines[1]).toContain(",王强,");
    expect(text).toContain(",'=1+1,");
    expect(text).not.toContain("远郊店");
    expect(w.db.select().from(audit).all()).toMatchObject([{ actorId: SUPERVISOR, action: "report.export", detail: { rows: 6 } }]);
    await w.person(CLERK).press(`report:ccsv:${LAST_WEEK}`);
    const forDesk = await readFile(w.calls.findLast(({ method }) => method === "sendDocument")!.payload["document"]);
    expect(forDesk.toString()).not.toContain("王强");
  });
});

describe("a measure", () => {
  const noted = (w: Reports) => w.db.select().from(complaintMeasures).all();
  const begin = async (w: Reports) => {
    await w.person(SUPERVISOR).press(`report:cnote:${LAST_WEEK}`);
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toContain(`report:cnote:${LAST_WEEK}:${keyOfCause("送货延误")}`);
    await w.person(SUPERVISOR).press(`report:cnote:${LAST_WEEK}:${keyOfCause("送货延误")}`);
  };

  test("is noted once, however often its message comes, and stands in the reports of its week and month", async () => {
    const w = await startReports();
    w.buildWeek();
    await begin(w);
    const message = await w.person(SUPERVISOR).write("城东线早发车半小时，王强负责");
    expect(lastText(w, SUPERVISOR)).toContain("已记下“送货延误”的改进措施");
    const calls = w.calls.length;
    await w.update({ message: message as never });
    expect(w.calls).toHaveLength(calls);
    expect(noted(w)).toMatchObject([{ cause: "送货延误", districtId: w.district.id, byId: SUPERVISOR, periodTo: "2026-11-22" }]);
    for (const period of ["last week", "this month"]) {
      await w.person(SUPERVISOR).write(`/report complaints ${period}`);
      expect(lastText(w, SUPERVISOR)).toContain("· 送货延误：城东线早发车半小时，王强负责（赵主任，11月25日（周三））");
    }
    await w.person(OTHER_SUPERVISOR).write("/report complaints this month");
    expect(lastText(w, OTHER_SUPERVISOR)).not.toContain("早发车");
  });

  test("without words or with too many is asked for again; after cancelling, words are no measure", async () => {
    const w = await startReports();
    await begin(w);
    await w.person(SUPERVISOR).write("长".repeat(301));
    expect(lastText(w, SUPERVISOR)).toContain("300 字以内");
    await w.person(SUPERVISOR).press("report:ccancel");
    await w.person(SUPERVISOR).write("早发车");
    expect(noted(w)).toEqual([]);
  });
});
