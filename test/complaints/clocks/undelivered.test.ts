import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { groups } from "../../../db/groups.tables.ts";
import { breachPromise, sweepPromises } from "../../../src/complaints/jobs.ts";
import { passOn } from "../../../src/complaints/service.ts";
import type { DeliveryKind } from "../../../src/telegram/rules.ts";
import { buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, photo, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const chatsOf = (w: World, kind: DeliveryKind) =>
  w
    .outbox()
    .filter((row) => row.kind === kind)
    .map(({ chatId, state }) => [chatId, state]);

const KICKED = { error_code: 403, description: "Forbidden: bot was kicked from the supergroup chat" };
const BLOCKED = { error_code: 403, description: "Forbidden: bot was blocked by the user" };
const NO_RIGHTS = { error_code: 400, description: "Bad Request: not enough rights to send text messages to the chat" };

/** Telegram refuses everything to these chats. */
const shut = (w: World, answer: typeof KICKED, ...chats: number[]) =>
  w.refuse((_method, { chat_id: chatId }) => (chats.includes(chatId!) ? answer : undefined));

async function sweep(w: World): Promise<void> {
  await sweepPromises(w.deps);
  await w.deliver();
}

test("a card and its files that the desk group does not take go down the chain until someone gets them", async () => {
  const w = await startWorld();
  shut(w, NO_RIGHTS, w.desk!.id);
  shut(w, BLOCKED, CLERK, SUPERVISOR);
  await w.person(RETAILER).send(photo("P1", { caption: "/complain \u5c11\u4e86\u4e24\u6761" }));
  await w.deliver();
  for (let i = 0; i < 5; i++) await sweep(w);
  expect(chatsOf(w, "complaint_card")).toEqual([
    [w.desk!.id, "failed"],
    [CLERK, "unreachable"],
    [SUPERVISOR, "unreachable"],
    [ADMIN, "sent"],
  ]);
  const [card, file] = w.calls.filter(({ payload }) => payload.chat_id === ADMIN);
  expect(card!.payload.text).toContain("C-20261123-0001");
  expect(file).toMatchObject({ method: "sendPhoto", payload: { photo: "P1" } });
  expect(w.textsTo(RETAILER)).toHaveLength(1);
});

test("what was passed on is answered like any card, and what the shop adds follows it", async () => {
  const w = await startWorld();
  shut(w, NO_RIGHTS, w.desk!.id);
  await w.fileOne();
  await sweep(w);
  await w.reply(RETAILER, undefined, w.lastTo(RETAILER), { text: "still nothing" });
  await w.deliver();
  await sweep(w);
  expect(w.lastTo(CLERK).payload.text).toContain("still nothing");
  await w.reply(CLERK, undefined, w.lastTo(CLERK), { text: "tomorrow" });
  await w.deliver();
  expect(w.lastTo(RETAILER).payload.text).toContain("tomorrow");
});

test("two sweeps at once pass a card on once", async () => {
  const w = await startWorld();
  shut(w, KICKED, w.desk!.id);
  await w.fileOne();
  await Promise.all([sweepPromises(w.deps), sweepPromises(w.deps)]);
  await sweepPromises(w.deps);
  expect(chatsOf(w, "complaint_card")).toEqual([
    [w.desk!.id, "unreachable"],
    [CLERK, "pending"],
  ]);
});

test("a door visit, a return visit and a breach nobody got go on as well", async () => {
  const w = await startWorld();
  shut(w, BLOCKED, MANAGER);
  await w.fileOne();
  await sweep(w);
  expect(chatsOf(w, "door_visit")).toEqual([
    [MANAGER, "unreachable"],
    [SUPERVISOR, "sent"],
  ]);
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("done");
  shut(w, NO_RIGHTS, SUPERVISOR);
  await w.deliver();
  w.advance(30 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  w.advance(MINUTE);
  await w.deliver();
  await sweep(w);
  for (const kind of ["return_visit", "breach_notice"] as const)
    expect(chatsOf(w, kind)).toEqual([
      [SUPERVISOR, "failed"],
      [ADMIN, "sent"],
    ]);
});

test("as long as one reader got it, nobody else is bothered", async () => {
  const w = await startWorld({ hasDesk: false });
  buildStaff(w.db, 210, ["service_desk"], { districtId: w.district.id });
  shut(w, BLOCKED, CLERK);
  await w.fileOne();
  await sweep(w);
  expect(chatsOf(w, "complaint_card")).toEqual([
    [CLERK, "unreachable"],
    [210, "sent"],
  ]);
});

test("an ended case, a view someone asked for, and what is older than a day are left alone", async () => {
  const w = await startWorld();
  shut(w, NO_RIGHTS, w.desk!.id);
  await w.fileOne();
  await w.person(RETAILER).press("complain:withdraw-yes:1");
  await w.person(RETAILER).write("/complain again");
  await w.deliver();
  w.db.update(deliveries).set({ state: "sent" }).where(eq(deliveries.subjectId, 2)).run();
  await w.person(CLERK).write("/case C-20261123-0002", w.desk);
  await w.deliver();
  const before = w.outbox();
  expect(before.filter(({ state }) => state === "failed").map(({ kind }) => kind)).toContain("complaint_card");
  await sweep(w);
  // It may also end between the sweep's look and this.
  await passOn(w.deps, { kind: "complaint_card", complaintId: 1 });
  expect(w.outbox()).toEqual(before);
  const late = await startWorld();
  shut(late, KICKED, late.desk!.id);
  await late.fileOne();
  late.advance(DAY + MINUTE);
  await sweepPromises(late.deps);
  expect(chatsOf(late, "complaint_card")).toHaveLength(1);
});

test("when everybody was tried the sweep ends quietly, and a desk that is linked anew gets the card", async () => {
  const w = await startWorld({ hasDesk: false });
  shut(w, BLOCKED, CLERK, SUPERVISOR, ADMIN);
  await w.fileOne();
  for (let i = 0; i < 5; i++) await sweep(w);
  expect(chatsOf(w, "complaint_card")).toEqual([
    [CLERK, "unreachable"],
    [SUPERVISOR, "unreachable"],
    [ADMIN, "unreachable"],
  ]);
  w.db.update(groups).set({ kind: "desk" }).run();
  await sweep(w);
  expect(chatsOf(w, "complaint_card").at(-1)).toEqual([w.group.id, "sent"]);
});

test("one row that can not be handled keeps no other from its turn, and the sweep says so in the end", async () => {
  const w = await startWorld();
  shut(w, KICKED, w.desk!.id);
  await w.fileOne();
  await w.person(RETAILER).write("/complain again");
  await w.deliver();
  w.advance(30 * MINUTE + 6_000);
  w.db.run("create trigger fail before update of breached_at on promises when old.id = 1 begin select raise(abort, 'no'); end");
  await expect(sweepPromises(w.deps)).rejects.toThrow(AggregateError);
  expect(w.promised().map(({ breachedAt }) => breachedAt !== null)).toEqual([false, false, true, false]);
  expect(chatsOf(w, "complaint_card").map(([chatId]) => chatId)).toContain(CLERK);
  w.db.run("drop trigger fail");
  await sweepPromises(w.deps);
  expect(w.promised()[0]!.breachedAt).not.toBeNull();
});
