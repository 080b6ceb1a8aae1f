import { sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  countAcks,
  countPost,
  countReasons,
  countRepeats,
  countRetryable,
  countWaiting,
  findMemberIds,
  findMembers,
  findOwnCopy,
  findPost,
  findPostFailures,
  findResults,
  findShopsOfPeople,
  finishPost,
  postponeReminders,
  remindWaiting,
  retryPost,
} from "../../db/posts.ts";
import { countChange, countUnderWay, countUnsure, findArrivals, findChangeFailures, isBeingEdited } from "../../db/posts/changes.ts";
import { findAudit } from "../../db/audit.ts";
import { countPeopleLeft } from "../../db/posts/results.ts";
import { recallPost } from "../../db/posts/recall.ts";
import { findOpenProposal, revisePost, saveProposal } from "../../db/posts/revise.ts";
import type { Db } from "../../db/client.ts";
import { readPlans } from "../db/query-plans.ts";
import { ADMIN, LI, startFollowing, type Following } from "./following.ts";

let t: Following;
afterEach(() => t.close());

/** Tables that hold thousands to millions of rows, and the names they have in the queries. Places and groups are few. */
const BIG = ["deliveries", "retailers", "shop_people", "people", "post_acks", "posts", "audit", "s", "sp", "p", "a"];

/** As its author would: edit, and yes. */
async function changeIt(db: Db, id: number): Promise<unknown> {
  const post = (await findPost(db, id))!;
  await saveProposal(db, { post, parts: post.parts.map((part) => ({ ...part, text: "更正" })), cause: 1, actorId: ADMIN }, 1);
  const proposal = (await findOpenProposal(db, post))!;
  return revisePost(db, { postId: id, proposalId: proposal.id, actorId: ADMIN, messageId: null }, 1);
}

const QUERIES: Record<string, (db: Db, id: number) => Promise<unknown>> = {
  "how far it is": countPost,
  "whether it is over": finishPost,
  "what failed": (db, id) => findPostFailures(db, id, 15),
  "what stood in the way": countReasons,
  "what may be there twice": countRepeats,
  "what can be tried again": countRetryable,
  "who acknowledged": countAcks,
  "who did not": countWaiting,
  "a page of results": (db, id) => findResults(db, { id, state: "sent", after: 0, limit: 500 }),
  "who has it from a group": findMemberIds,
  "a page of those": (db, id) => findMembers(db, id, [LI]),
  "their shops": (db) => findShopsOfPeople(db, [LI]),
  "what a person has of it": (db, id) => findOwnCopy(db, id, LI),
  "where it arrived": findArrivals,
  "who waits for the end of the quiet hours": countPeopleLeft,
  "what was done with it": (db, id) => findAudit(db, { subject: `post ${id}` }, 40),
  "whether a change is under way": (db, id) => isBeingEdited(db, { id: 0, subjectId: id, chatId: LI }),
  "how far a change is": (db, id) => countChange(db, "post_edit", id, 1),
  "where a change failed": (db, id) => findChangeFailures(db, "post_edit", id, 1, 15),
  "what is on its way": countUnderWay,
  "what may have arrived": countUnsure,
  "a question about a change": async (db, id) => findOpenProposal(db, (await findPost(db, id))!),
  "changing it everywhere": (db, id) => changeIt(db, id),
  "recalling it": (db, id) => recallPost(db, { postId: id, actorId: ADMIN, messageId: null }, 1),
  "reminding the rest": (db, id) => remindWaiting(db, { id, actorId: ADMIN, quietUntil: undefined }, t.deps.clock()),
  "putting reminders off": (db, id) => postponeReminders(db, id, 1),
  "trying again": (db, id) =>
    retryPost(
      db,
      { id, actorId: ADMIN, withUnknown: true, version: t.rows("post_progress", id)[0]!.id, panelMessageId: 1, quietUntil: 1 },
      1,
    ),
};

/** The steps that walk a whole big table, or all of an index of it. */
const findScans = (plans: readonly string[]): string[] =>
  plans.flatMap((plan) => plan.split("; ")).filter((step) => BIG.some((name) => new RegExp(`^SCAN ${name}\\b`).test(step)));

test.each(Object.entries(QUERIES))("%s is looked up in indexes, whatever else is in the outbox", async (_what, query) => {
  t = await startFollowing();
  t.addPlain({ routeId: null });
  const id = await t.publish(["aud:people"]);
  // Something to try again, so that it is tried.
  t.db.run(sql`update deliveries set state = 'failed' where kind = 'post' and chat_id > 0`);
  const plans = await readPlans(t.db, () => query(t.db, id));
  expect(plans.length).toBeGreaterThan(0);
  expect(findScans(plans)).toEqual([]);
});

test.each([
  ["who acknowledged", countAcks],
  ["who did not", countWaiting],
])("%s is read with one look at the post's deliveries, however many groups and routes there are", async (_what, query) => {
  t = await startFollowing();
  t.addPlain({ routeId: null });
  const id = await t.publish(["aud:people"]);
  const [plan] = await readPlans(t.db, () => query(t.db, id));
  expect(plan!.split("; ").filter((step) => /^(SEARCH|SCAN) deliveries/.test(step))).toHaveLength(1);
});

test("a page of results begins where the last one ended, inside the index", async () => {
  t = await startFollowing();
  const id = await t.publish();
  const [plan] = await readPlans(t.db, () => findResults(t.db, { id, state: "sent", after: 7, limit: 500 }));
  expect(plan).toContain("SEARCH deliveries USING INDEX deliveries_subject (kind=? AND subject_id=? AND state=? AND rowid>?)");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("a walk through a whole table is noticed", async () => {
  t = await startFollowing();
  expect(findScans(await readPlans(t.db, async () => t.db.all(sql`select * from deliveries where reason = 'x'`)))).toHaveLength(1);
});
