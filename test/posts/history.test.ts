import { afterEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { buildStaff } from "../support/build.ts";
import { ADMIN, LI, startFollowing, textOf, type Following } from "./following.ts";
import { AUTHOR, buttonsOf } from "./support.ts";

let t: Following;
afterEach(() => t.close());

/** What someone reads who asks for the record. */
async function readHistory(id: number, by = t.admin): Promise<string[]> {
  await by.press(`post:history:${id}`);
  return textOf(t.calls.findLast(({ method }) => method === "editMessageText")!).split("\n");
}

test("the record under a report says who wrote, approved and sent a post, and who paused, reminded, exported and recalled it", async () => {
  t = await startFollowing();
  buildStaff(t.db, 63, ["brand_partner"], { name: "工业小陈" });
  buildStaff(t.db, ADMIN, ["admin"], { name: "老张" });
  await t.admin.write("/start");
  const id = await t.send("products", "新品到店", ["set:requireAck:1"], t.person(63));
  await t.person(63).press(`post:submit:${id}`);
  t.advance(60_000);
  await t.admin.press(`review:approve:${id}:${t.deps.clock() - 60_000}`);
  await t.admin.press(`post:pause:${id}`);
  await t.admin.press(`post:resume:${id}`);
  await t.deliverAll();
  await t.admin.press(`post:remindgo:${id}`);
  await t.admin.press(`post:csv:${id}`);
  expect(buttonsOf(await t.report(id))).toContain(`post:history:${id}`);
  await t.admin.press(`post:recallyes:${id}`);
  expect(await readHistory(id)).toEqual([
    "📜 新品推介 · 操作记录",
    "今天 09:00 工业小陈：写草稿",
    "今天 09:00 工业小陈：提交审批",
    "今天 09:01 老张：发送（1 个群，私聊 0 人）",
    "今天 09:01 老张：批准",
    "今天 09:01 老张：暂停（还剩 1）",
    "今天 09:01 老张：继续",
    "今天 09:01 老张：提醒没点「已阅」的 2 人",
    "今天 09:01 老张：导出表格（3 行）",
    "今天 09:01 老张：撤回（已送达 1 处，没发的 0 处不再发）",
  ]);
  expect(buttonsOf(t.lastTo(ADMIN))).toEqual([`post:rep:${id}:0`]);
});

test("reads in English, says what happened by itself, and keeps one post's record apart from another's", async () => {
  t = await startFollowing({ language: "en" });
  buildStaff(t.db, ADMIN, ["admin"], { name: "Zhang" });
  const other = await t.publish();
  const id = await t.publish();
  t.db
    .insert(audit)
    .values({ at: t.deps.clock(), actorId: null, action: "post.pause", subject: `post ${id}`, detail: { held: 3 } })
    .run();
  await t.admin.press(`post:csv:${other}`);
  const lines = await readHistory(id);
  expect(lines[0]).toBe("📜 Policy Notices · what was done");
  expect(lines.map((line) => line.replace(/^.*?\d\d:\d\d /, ""))).toEqual([
    "📜 Policy Notices · what was done",
    "Zhang: wrote the draft",
    "Zhang: sent (groups: 1, people: 0)",
    "by itself: paused (3 left)",
  ]);
});

test("a long record keeps within a message: its latest part, and how much came before", async () => {
  t = await startFollowing();
  const id = await t.publish();
  const row = { at: t.deps.clock(), actorId: ADMIN, action: "post.edit", subject: `post ${id}`, detail: { places: 10_000 } };
  t.db
    .insert(audit)
    .values(Array.from({ length: 300 }, () => row))
    .run();
  const lines = await readHistory(id);
  expect(lines.join("\n").length).toBeLessThan(4_096);
  expect(lines[2]).toBe("· 还有 261 个没有列出");
  expect(lines).toHaveLength(43);
});

test("the record is for the author, an admin and the district's supervisors; a brand partner, others and forgers do not see it", async () => {
  t = await startFollowing();
  const id = await t.publish([], { by: t.author });
  buildStaff(t.db, 60, ["supervisor"], { districtId: t.district.id });
  buildStaff(t.db, 61, ["supervisor"], { districtId: t.far.districtId });
  buildStaff(t.db, 63, ["brand_partner"]);
  for (const who of [AUTHOR, ADMIN, 60]) expect((await readHistory(id, t.person(who)))[0]).toContain("操作记录");
  t.forget();
  for (const who of [61, 63, LI]) await t.person(who).press(`post:history:${id}`);
  for (const forged of ["x", "4711", ""]) await t.admin.press(`post:history:${forged}`);
  expect(t.calls.map(({ method }) => method)).toEqual(Array<string>(6).fill("answerCallbackQuery"));
});
