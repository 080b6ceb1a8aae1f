import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { audit } from "../../../db/audit.tables.ts";
import { complaints } from "../../../db/complaints.tables.ts";
import { retailers } from "../../../db/retailers.tables.ts";
import { staff, staffRoles } from "../../../db/staff.tables.ts";
import { buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const CARD = ["case:visited:1", "case:plan:1", "case:number:1", "case:nobody:1", "case:declined:1", "case:show:1"];
const door = (w: World) => w.promised()[1]!;
const kinds = (w: World) => w.timeline().map(({ kind }) => kind);
const rows = (w: World, kind: string) => w.outbox().filter((row) => row.kind === kind);
/** The task's message as it stands now in someone's chat. */
const card = (w: World, chatId = MANAGER) =>
  w.calls.findLast(({ method, payload }) => method === "editMessageText" && payload.chat_id === chatId)!;

test("the task tells shop, address, words and due time, with everything that can be done", async () => {
  const w = await startWorld();
  await w.fileOne();
  const task = w.lastTo(MANAGER);
  expect(task.payload.text).toBe(
    "🏠 上门服务任务：11月25日（周三）09:00 前\nC-20261123-0001 · 送货 · 和平路便利店（R101，金牌）\n地址：和平路 1 号\n“昨天送货少了两条”",
  );
  expect(w.buttonsOf(task)).toEqual(CARD);
  await w.person(MANAGER).press("case:show:1");
  await w.deliver();
  expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual([...CARD.slice(0, -1), "case:hand:1:door"]);
});

describe("the shop's number", () => {
  test("comes in a message of its own that says until when it stays, and is deleted after a day", async () => {
    const w = await startWorld();
    w.db.update(retailers).set({ contactName: "张姐" }).where(eq(retailers.id, w.shop.id)).run();
    await w.fileOne();
    await w.person(MANAGER).press("case:number:1");
    await w.person(MANAGER).press("case:number:1");
    await w.deliver();
    const sent = w.calls.filter(({ payload }) => payload.text?.includes("13812345678"));
    expect(sent.map(({ payload }) => [payload.chat_id, payload.text])).toEqual([
      [MANAGER, "📱 和平路便利店（C-20261123-0001）\n13812345678，张姐\n这条消息 明天 09:00 自动删除，请不要转发。"],
    ]);
    expect(w.alerts().at(-1)).toBe("号码已发在上面，明天 09:00 前都能看到。");
    expect(w.db.select().from(audit).where(eq(audit.action, "complaint.number")).all()).toMatchObject([
      { actorId: MANAGER, subject: "complaint-1" },
    ]);
    w.advance(DAY - 1);
    await w.deliver();
    expect(rows(w, "shop_number_removed")).toMatchObject([{ state: "pending" }]);
    w.advance(1);
    await w.deliver();
    expect(w.calls.at(-1)).toMatchObject({ method: "deleteMessage", payload: { chat_id: MANAGER, message_id: sent[0]!.messageId } });
    await w.person(MANAGER).press("case:number:1");
    await w.deliver();
    expect(w.lastTo(MANAGER).payload.text).toContain("13812345678");
  });

  test("that can not be deleted any more is overwritten, and a refusal ends quietly", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:number:1");
    await w.deliver();
    const { messageId } = w.lastTo(MANAGER);
    w.advance(2 * DAY);
    await w.deliver();
    expect(card(w).payload).toMatchObject({ message_id: messageId, text: "号码已隐去。需要时请再点“显示电话”。" });
    await w.person(MANAGER).press("case:number:1");
    await w.deliver();
    w.refuse((method) =>
      method === "deleteMessage" ? { error_code: 400, description: "Bad Request: message to delete not found" } : undefined,
    );
    w.advance(DAY);
    await w.deliver();
    expect(rows(w, "shop_number_removed").map(({ state }) => state)).toEqual(["sent", "failed"]);
  });

  test("is for the visit's owner and those in charge, never in a group, and not after the visit", async () => {
    const w = await startWorld();
    buildStaff(w.db, 500, ["account_manager"], { districtId: w.district.id });
    buildStaff(w.db, 501, ["supervisor"], { districtId: w.elsewhere.routeId });
    await w.fileOne();
    for (const id of [CLERK, 500, 501, RETAILER, OTHER_RETAILER, STRANGER]) await w.person(id).press("case:number:1");
    await w.person(MANAGER).press("case:number:1", { chat: w.desk! });
    await w.person(SUPERVISOR).press("case:number:1", { chat: w.group });
    expect(rows(w, "shop_number")).toEqual([]);
    await w.person(SUPERVISOR).press("case:number:1");
    expect(rows(w, "shop_number")).toMatchObject([{ chatId: SUPERVISOR }]);
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("已补两条");
    await w.person(MANAGER).press("case:number:1");
    expect(rows(w, "shop_number")).toHaveLength(1);
  });

  test("does not reach someone who left before it went out", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:number:1");
    w.db.delete(staffRoles).run();
    w.db.update(staff).set({ removedAt: 1, personId: null }).run();
    await w.deliver();
    expect(rows(w, "shop_number")).toMatchObject([{ state: "skipped" }]);
    expect(JSON.stringify(w.calls)).not.toContain("13812345678");
  });

  test("stands nowhere else, whatever is done with the case", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:show:1");
    await w.person(CLERK).press("case:show:1", { chat: w.desk! });
    await w.person(MANAGER).write("/tasks");
    await w.person(MANAGER).press("case:nobody:1:yes");
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.deliver();
    expect(JSON.stringify(w.calls)).not.toContain("13812345678");
  });
});

describe("no visit needed", () => {
  test("is asked back first, then waives the visit, starts the return visit and tells manager, desk and supervisor", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.forget();
    await w.person(RETAILER).press("complain:novisit:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:novisit-yes:1", "complain:back:1"]);
    expect(door(w).state).toBe("open");
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.deliver();
    expect(door(w)).toMatchObject({ state: "waived", outcome: "no_visit", endedAt: w.deps.clock() });
    expect(w.promised()[2]).toMatchObject({ kind: "return_visit", state: "open" });
    expect(kinds(w)).toEqual(["opened", "no_visit"]);
    expect(w.textsTo(w.desk!.id)).toEqual(["C-20261123-0001 客户说不用上门，电话即可。"]);
    expect(w.textsTo(MANAGER)).toContain("C-20261123-0001 客户说不用上门，电话即可。");
    expect(card(w).payload.text).toContain("C-20261123-0001 客户说不用上门（今天 09:00）");
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户说不用上门，电话即可（今天 09:00）");
    expect(card(w, RETAILER).payload.text).toContain("按您的意思不再上门，我们会打电话回访您。");
    expect(w.buttonsOf(card(w, RETAILER))).toContain("complain:revisit:1");
    await w.person(MANAGER).press("case:visited:1");
    expect(w.alerts().at(-1)).toBe("这张单不需要上门。");
  });

  test("may be said by any of the shop's people, and by nobody else", async () => {
    const w = await startWorld();
    await w.fileOne();
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER, SUPERVISOR]) await w.person(id).press("complain:novisit-yes:1");
    expect(door(w).state).toBe("open");
    await w.person(SPOUSE).press("complain:novisit-yes:1");
    expect(door(w).state).toBe("waived");
  });

  test("of a case for few eyes may be said only by who filed it", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.db.update(complaints).set({ restriction: "about_staff" }).run();
    await w.person(SPOUSE).press("complain:novisit-yes:1");
    expect(door(w).state).toBe("open");
    await w.person(RETAILER).press("complain:novisit-yes:1");
    expect(door(w).state).toBe("waived");
  });

  test("can be taken back: the visit has its time again, and the return visit waits until it is done", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:novisit-yes:1");
    w.advance(HOUR);
    w.forget();
    await w.person(RETAILER).press("complain:revisit:1");
    await w.person(RETAILER).press("complain:revisit:1");
    await w.deliver();
    expect(door(w)).toMatchObject({
      state: "open",
      outcome: null,
      endedAt: null,
      dueVersion: 2,
      dueAt: Date.parse("2026-11-25T02:00:00Z"),
    });
    expect(w.alarms).toContainEqual(expect.objectContaining({ jobId: "promise-2-due-2", dueAt: door(w).dueAt }));
    expect(w.promised()[2]).toMatchObject({ state: "waived" });
    expect(kinds(w)).toEqual(["opened", "no_visit", "visit_wanted"]);
    expect(w.textsTo(w.desk!.id).at(-1)).toBe("C-20261123-0001 客户还是希望上门。");
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(CARD);
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("已补两条");
    await w.deliver();
    expect(w.promised()).toHaveLength(3);
    expect(w.promised()[2]).toMatchObject({ kind: "return_visit", state: "open", outcome: null, startedAt: w.deps.clock() });
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("已补两条");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.promised()[2]).toMatchObject({ state: "kept" });
  });

  test("can not be taken back once a return visit was made, and a visit that was late before stays late", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.person(RETAILER).press("complain:revisit:1");
    expect(w.alerts().at(-1)).toContain("回访已经开始");
    expect(door(w).state).toBe("waived");
    const late = await startWorld();
    await late.fileOne();
    const { dueAt } = door(late);
    late.setNow(dueAt + HOUR);
    await late.person(RETAILER).press("complain:novisit-yes:1");
    await late.person(RETAILER).press("complain:revisit:1");
    expect(door(late)).toMatchObject({ state: "open", dueAt });
  });
});
