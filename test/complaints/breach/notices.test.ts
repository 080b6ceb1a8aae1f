import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { breachNotices, complaints, promises } from "../../../db/complaints.tables.ts";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import { breachPromise, sweepPromises } from "../../../src/complaints/jobs.ts";
import { LANE } from "../../../src/telegram/rules.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OTHER_SUPERVISOR = 410;

const notices = (w: World) => w.db.select().from(breachNotices).all();
const told = (w: World) => w.outbox().filter(({ kind }) => kind === "breach_notice");
const breach = (w: World, promiseId: number) => breachPromise(w.deps, { promiseId, dueVersion: 1 });
const textTo = (w: World, chatId: number) => w.lastTo(chatId).payload.text;
/** Files another complaint of the shop that is not taken for more of the one before. */
const file = (w: World, text: string) => w.person(RETAILER).write(`/complain ${text}`);

async function sweep(w: World): Promise<void> {
  await sweepPromises(w.deps);
  await w.deliver();
}

test("what is broken at one moment comes in one message, longest overdue first, with a Show button a case", async () => {
  const w = await startWorld();
  await file(w, "昨天送货少了两条");
  w.advance(2 * MINUTE);
  await file(w, "收银机坏了");
  w.db.update(promises).set({ ownerId: w.clerk.id }).where(eq(promises.id, 3)).run();
  w.advance(30 * MINUTE);
  await breach(w, 3);
  await breach(w, 1);
  await w.deliver();
  expect(told(w)).toMatchObject([{ state: "pending", chatId: SUPERVISOR }]);
  w.advance(MINUTE);
  await w.deliver();
  expect(textTo(w, SUPERVISOR)).toBe(
    [
      "⚠️ 2 项承诺超时，超时最久的在前：",
      "1. C-20261123-0001 和平路便利店 未回复（超 3 分钟，责任人 在线客服）",
      "2. C-20261123-0002 和平路便利店 未回复（超 1 分钟，责任人 李敏）",
    ].join("\n"),
  );
  expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toEqual(["case:show:1", "case:show:2"]);
  await w.person(SUPERVISOR).press("case:show:2");
  await w.deliver();
  expect(textTo(w, SUPERVISOR)).toContain("收银机坏了");
});

test("what is broken in the hour after a message waits for the next one, and what is kept by then is left out", async () => {
  const w = await startWorld();
  for (const text of ["昨天送货少了两条", "收银机坏了", "网页打不开", "扣款不对"]) {
    await file(w, text);
    w.advance(10 * MINUTE);
  }
  await w.deliver();
  // Filed at 09:00, 09:10, 09:20 and 09:30.
  for (const id of [1, 3, 5, 7]) {
    await breach(w, id);
    await sweep(w);
    w.advance(10 * MINUTE);
    await sweep(w);
  }
  expect(notices(w).map(({ sendAt }) => sendAt - notices(w)[0]!.sendAt)).toEqual([0, HOUR]);
  await w.reply(
    CLERK,
    w.desk,
    w.calls.find(({ payload }) => payload.text?.includes("网页打不开"))!,
    { text: "好了" },
  );
  w.advance(30 * MINUTE);
  await sweep(w);
  const texts = w.textsTo(SUPERVISOR).filter((text) => text.startsWith("⚠️"));
  expect(texts.map((text) => [...text.matchAll(/-000(\d)/g)].map(([, seq]) => seq))).toEqual([["1"], ["2", "4"]]);
});

test("a breach is recorded once and told once when alarm and sweep come from two processes at the same time", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(31 * MINUTE);
  await Promise.all([breach(w, 1), sweepPromises(w.deps), breach(w, 1), sweepPromises(w.deps)]);
  await sweep(w);
  w.advance(2 * MINUTE);
  await sweep(w);
  expect(told(w)).toMatchObject([{ chatId: SUPERVISOR, state: "sent" }]);
  expect(w.timeline().filter(({ kind }) => kind === "breached")).toHaveLength(1);
  expect(w.promised()[0]!.breachNoticeId).toBe(1);
});

test("ten are listed and the others counted", async () => {
  const w = await startWorld({ language: "en" });
  await w.person(SUPERVISOR).write("/start");
  await w.fileOne();
  const complaint = w.cases()[0]!;
  for (let seq = 2; seq <= 12; seq += 1) {
    const { id: _, ...row } = { ...complaint, seq, number: `C-20261123-00${seq}`, messageId: 10_000 + seq };
    const { id } = w.db.insert(complaints).values(row).returning().get();
    w.db
      .insert(promises)
      .values({ complaintId: id, kind: "desk_reply", state: "open", dueAt: w.deps.clock() + seq * MINUTE })
      .run();
  }
  w.advance(3 * HOUR);
  await sweep(w);
  w.advance(MINUTE);
  await sweep(w);
  const lines = textTo(w, SUPERVISOR)!.split("\n");
  expect([lines[0], lines[1], lines.length, lines.at(-1)]).toEqual([
    "⚠️ 12 promises missed, the longest overdue first:",
    "1. C-20261123-002 和平路便利店: no reply (due by today, 09:02, owner: service desk)",
    12,
    "2 more: send /tasks to see them.",
  ]);
  expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toHaveLength(10);
});

test("another district's breaches are in another message, to its own supervisor", async () => {
  const w = await startWorld();
  const district = buildDistrict(w.db);
  buildStaff(w.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: district.id });
  const shop = buildRetailer(w.db, { routeId: buildRoute(w.db, { districtId: district.id }).id });
  buildShopPerson(w.db, shop.id, 170);
  await w.fileOne();
  await w.person(170).write("/complain 别区的事");
  w.advance(30 * MINUTE);
  await breach(w, 1);
  await breach(w, 3);
  w.advance(MINUTE);
  await w.deliver();
  expect(told(w).map(({ chatId }) => chatId)).toEqual([SUPERVISOR, OTHER_SUPERVISOR]);
  expect(textTo(w, SUPERVISOR)).not.toContain("-0002");
  expect(textTo(w, OTHER_SUPERVISOR)).not.toContain("-0001");
});

test("a case about a member of staff stands in a message of its own that this person does not get, and delays no other", async () => {
  const w = await startWorld();
  buildStaff(w.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: w.district.id });
  await file(w, "昨天送货少了两条");
  await file(w, "收银机坏了");
  w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.supervisor.id }).where(eq(complaints.id, 1)).run();
  w.advance(30 * MINUTE);
  await breach(w, 1);
  await breach(w, 3);
  expect(notices(w).map(({ sendAt }) => sendAt - w.deps.clock())).toEqual([MINUTE, MINUTE]);
  expect(told(w).map(({ subjectId, chatId }) => [subjectId, chatId])).toEqual([
    [1, OTHER_SUPERVISOR],
    [2, SUPERVISOR],
    [2, OTHER_SUPERVISOR],
  ]);
  // Its visit is broken within the hour: that joins the message of its own case.
  w.db.update(promises).set({ dueAt: w.deps.clock(), within: null }).where(eq(promises.id, 2)).run();
  await breach(w, 2);
  w.advance(MINUTE);
  await w.deliver();
  expect(textTo(w, SUPERVISOR)).not.toContain("-0001");
  expect(w.textsTo(OTHER_SUPERVISOR)[0]).toMatch(/-0001 .* 未回复.*\n.*-0001 .* 未上门/);
});

test("a case that turns out to be about the reader before the message goes is left out of it", async () => {
  const w = await startWorld();
  await file(w, "昨天送货少了两条");
  await file(w, "收银机坏了");
  w.advance(30 * MINUTE);
  await breach(w, 1);
  await breach(w, 3);
  w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.supervisor.id }).where(eq(complaints.id, 1)).run();
  w.advance(MINUTE);
  await w.deliver();
  expect(textTo(w, SUPERVISOR)).toMatch(/^⚠️ 1 项承诺超时：\nC-20261123-0002/);
});

test("a supervisor who left meanwhile gets nothing; with nobody else there it goes to the admins", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(30 * MINUTE);
  await breach(w, 1);
  w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.supervisor.id)).run();
  w.advance(MINUTE);
  await w.deliver();
  await Promise.all([sweepPromises(w.deps), sweepPromises(w.deps)]);
  await sweep(w);
  expect(told(w).map(({ chatId, state }) => [chatId, state])).toEqual([
    [SUPERVISOR, "skipped"],
    [ADMIN, "sent"],
  ]);
});

test("a notice that some got, or that nobody needs any more, is not passed on", async () => {
  const w = await startWorld();
  buildStaff(w.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: w.district.id });
  w.refuse((_method, { chat_id: chatId }) =>
    chatId === SUPERVISOR ? { error_code: 400, description: "Bad Request: chat not found" } : undefined,
  );
  await w.fileOne();
  w.advance(30 * MINUTE);
  await breach(w, 1);
  w.advance(MINUTE);
  await sweep(w);
  await sweep(w);
  expect(told(w).map(({ chatId }) => chatId)).toEqual([SUPERVISOR, OTHER_SUPERVISOR]);
  w.db
    .update(deliveries)
    .set({ state: "skipped", reason: "every promise was kept meanwhile" })
    .where(eq(deliveries.kind, "breach_notice"))
    .run();
  await sweep(w);
  expect(told(w)).toHaveLength(2);
});

test("a reply to the message goes to nobody and says which button to use", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(30 * MINUTE);
  await breach(w, 1);
  w.advance(MINUTE);
  await w.deliver();
  await w.reply(SUPERVISOR, undefined, w.lastTo(SUPERVISOR), { text: "谁负责？" });
  expect(textTo(w, SUPERVISOR)).toContain("这条任务请用下面的按钮处理");
  expect(w.timeline().map(({ kind }) => kind)).not.toContain("answered");
});

test("a report of a single breach that an older version left in the outbox still goes out", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(31 * MINUTE);
  const row = {
    dedupeKey: "complaint-1-breach-1-1-400",
    kind: "promise_breach",
    subjectId: 1,
    lane: LANE.promise,
    chatId: SUPERVISOR,
  } as const;
  await queueDeliveries(w.db, [{ ...row, data: { promiseId: 1 } }], w.deps.clock());
  await w.deliver();
  expect(textTo(w, SUPERVISOR)).toContain("⚠️ 承诺超时：C-20261123-0001 还没有回复客户（应于今天 09:30 前，责任人 在线客服）");
});
