import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaintEvents, complaintMedia, complaints, promises } from "../../../db/complaints.tables.ts";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { findFiled, findRatings } from "../../../db/complaint-reports.ts";
import { purgeCases } from "../../../src/complaints/service.ts";
import { NOBODY } from "../../../src/complaints/rules.ts";
import { purgeOld } from "../../../src/retention/jobs.ts";
import { setSetting } from "../../../src/settings/service.ts";
import { ADMIN, CLERK, MANAGER, photo, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const DAY = 24 * 60 * 60 * 1000;

/** A case that went all its way: words, a photo, an answer, a visit with its result, a rating. */
async function closeOne(w: World) {
  await w.person(RETAILER).send(photo("SECRET-FILE", { caption: "/complain 秘密：昨天送货少了两条" }));
  await w.deliver();
  const card = w.calls.find(({ method, payload }) => method === "sendMessage" && payload.chat_id === w.desk!.id)!;
  await w.reply(CLERK, w.desk, card, { text: "秘密：明天补送" });
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("秘密：已经补上");
  await w.person(SUPERVISOR).press("case:rate:1:satisfied");
  await w.deliver();
  expect(w.cases()[0]).toMatchObject({ state: "closed", satisfaction: "satisfied" });
}
/** Everything the database holds of cases and their messages, as one text. */
const everything = (w: World) =>
  JSON.stringify([complaints, complaintEvents, complaintMedia, promises, deliveries].map((table) => w.db.select().from(table).all()));

describe("a year after it was closed", () => {
  test("words, files and the shop's names go; number, category, cause, promises and satisfaction stay", async () => {
    const w = await startWorld();
    await closeOne(w);
    const before = { case: w.cases()[0]!, promises: w.promised() };
    expect(everything(w)).toContain("秘密");
    w.advance(365 * DAY + 1);
    await purgeOld(w.deps);
    await purgeOld(w.deps);
    expect(everything(w)).not.toContain("秘密");
    expect(everything(w)).not.toContain("SECRET-FILE");
    const { number, category, state, satisfaction, retailerId, openedAt, closedAt } = before.case;
    expect(w.cases()).toMatchObject([
      { number, category, state, satisfaction, retailerId, openedAt, closedAt, personId: NOBODY, filedBy: null, text: "" },
    ]);
    expect(w.cases()[0]!.purgedAt).toBe(w.deps.clock());
    expect(w.promised()).toEqual(before.promises.map((promise) => ({ ...promise, result: null })));
    expect(w.db.select().from(complaintMedia).all()).toEqual([]);
  });

  test("the timeline keeps what happened, when, and who on staff did it; not who of the shop, nor in which chat", async () => {
    const w = await startWorld();
    await closeOne(w);
    const kinds = w.timeline().map(({ kind, at }) => [kind, at]);
    w.advance(365 * DAY + 1);
    await purgeCases(w.deps);
    expect(w.timeline().map(({ kind, at }) => [kind, at])).toEqual(kinds);
    const actors = Object.fromEntries(w.timeline().map(({ kind, actorId }) => [kind, actorId]));
    expect(actors).toMatchObject({ opened: null, answered: CLERK, visited: MANAGER, rated: SUPERVISOR });
    expect(w.timeline().every(({ chatId, messageId }) => chatId === null && messageId === null)).toBe(true);
  });

  test("the reports of its time still count it", async () => {
    const w = await startWorld();
    await closeOne(w);
    const LEAD = { districtId: null, isLead: true };
    const span = { from: 0, to: w.deps.clock() + 1 };
    const [filed, ratings] = [await findFiled(w.db, span, LEAD), await findRatings(w.db, span, null)];
    w.advance(365 * DAY + 1);
    await purgeCases(w.deps);
    expect(await findFiled(w.db, span, LEAD)).toEqual(filed);
    expect(await findRatings(w.db, span, null)).toEqual(ratings);
  });

  test("/case and /mycases say that its content is gone, and a reply can not bring any back", async () => {
    const w = await startWorld();
    await closeOne(w);
    const receipt = w.calls.find(({ payload }) => payload.chat_id === RETAILER && payload.text?.includes("编号"))!;
    w.advance(365 * DAY + 1);
    await purgeCases(w.deps);
    await w.person(CLERK).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.lastTo(CLERK).payload.text).toContain("已按规定删除");
    await w.person(RETAILER).press("complain:show:1:1");
    expect(w.lastTo(RETAILER).payload.text).toContain("已按规定删除");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:mine:1"]);
    await w.reply(RETAILER, undefined, receipt, { text: "还有一件" });
    expect(w.textsTo(RETAILER).at(-1)).toContain("内容已按规定删除，不能再补充");
    expect(everything(w)).not.toContain("还有一件");
  });
});

describe("not yet", () => {
  test("an open case, however old, and one closed a year ago to the day", async () => {
    const w = await startWorld();
    await closeOne(w);
    await w.person(RETAILER).write("/complain 秘密：收银机");
    w.advance(365 * DAY);
    expect(await purgeCases(w.deps)).toBe(0);
    w.advance(1_000 * DAY);
    expect(await purgeCases(w.deps)).toBe(1);
    expect(w.cases().map(({ purgedAt }) => purgedAt !== null)).toEqual([true, false]);
  });

  test("what still has to be sent of it", async () => {
    const w = await startWorld();
    await closeOne(w);
    w.db.update(deliveries).set({ state: "held" }).where(eq(deliveries.kind, "complaint_answer")).run();
    w.advance(366 * DAY);
    await purgeCases(w.deps);
    const data = w.db.select().from(deliveries).where(eq(deliveries.kind, "complaint_answer")).all();
    expect(data.map((row) => row.data !== null)).toEqual([true]);
  });
});

test("withdrawn cases go too, however many, and each is worked on once", async () => {
  const w = await startWorld();
  const fields = {
    day: "2026-11-23",
    retailerId: w.shop.id,
    districtId: w.district.id,
    personId: RETAILER,
    chatId: RETAILER,
    text: "秘密",
  };
  for (let seq = 1; seq <= 250; seq++)
    w.db
      .insert(complaints)
      .values({
        ...fields,
        number: `C-20261123-${seq}`,
        seq,
        messageId: seq,
        category: "other",
        state: "withdrawn",
        openedAt: 1,
        closedAt: 2,
      })
      .run();
  expect(await purgeCases(w.deps)).toBe(250);
  expect(await purgeCases(w.deps)).toBe(0);
  expect(everything(w)).not.toContain("秘密");
});

describe("the setting", () => {
  test("of 30 days deletes after 30; less than 30 and more than 3,650 are refused", async () => {
    const w = await startWorld();
    await closeOne(w);
    w.advance(31 * DAY);
    expect(await purgeCases(w.deps)).toBe(0);
    for (const typed of ["29", "3651"]) {
      await w.person(ADMIN).write(`/setting case_keep_days ${typed}`);
      expect(w.lastTo(ADMIN).payload.text).toContain("请写 30 到 3650 之间的天数");
    }
    expect(await setSetting(w.deps, ADMIN, "case_keep_days", "3650")).toMatchObject({ ok: true });
    expect(await setSetting(w.deps, ADMIN, "case_keep_days", "30 天")).toEqual({ ok: true, value: 30 });
    expect(await purgeCases(w.deps)).toBe(1);
    expect(await setSetting(w.deps, ADMIN, "product_valid_days", "367")).toMatchObject({ ok: false });
  });
});
