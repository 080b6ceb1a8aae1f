import { describe, expect, test } from "vitest";
import { inTransaction } from "../../db/client.ts";
import { dialogues } from "../../db/people.tables.ts";
import { finishDoorVisit, openComplaint } from "../../src/complaints/service.ts";
import { saveDialogue } from "../../src/people/service.ts";
import { MANAGER, photo, RETAILER, SPOUSE, startWorld, type World } from "./world.ts";

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
const kinds = (w: World) =>
  w.db
    .select()
    .from(dialogues)
    .all()
    .map(({ kind }) => kind);
const received = (chatId: number, messageId: number, text = "short") => ({ chatId, messageId, text, media: null, albumId: null });

describe("a dialogue ends in the transaction of what it led to", () => {
  test("after a crash right behind the filing, the next words are asked about and not filed", async () => {
    const w = await startWorld({ language: "en" });
    await w.person(RETAILER).press("ask:start");
    // The handler died after the commit: nothing but the service's transaction happened.
    await openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items: [received(RETAILER, 77)] });
    expect(kinds(w)).toEqual([]);
    await w.person(RETAILER).send({ message_id: 77, text: "short" });
    await w.person(RETAILER).write("thank you, bye");
    expect(w.cases()).toHaveLength(1);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:add:1");
  });

  test("a filing that comes twice ends it too, and one that failed leaves it", async () => {
    const w = await startWorld({ language: "en" });
    const open = () => openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items: [received(RETAILER, 77)] });
    await w.person(RETAILER).press("ask:start");
    inTransaction(w.db, (tx) => void tx.run("create trigger fail before insert on deliveries begin select raise(abort, 'no'); end"));
    await expect(open()).rejects.toThrow("no");
    expect(kinds(w)).toEqual(["ask"]);
    inTransaction(w.db, (tx) => void tx.run("drop trigger fail"));
    await open();
    await w.person(RETAILER).press("ask:start");
    expect(await open()).toMatchObject({ isNew: false });
    expect(kinds(w)).toEqual([]);
  });

  test("the result of a door visit ends its own, and none of another feature's is touched", async () => {
    const w = await startWorld({ language: "en" });
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    await finishDoorVisit(w.deps, { personId: MANAGER, complaintId: 1, received: received(MANAGER, 78, "done") });
    expect(kinds(w)).toEqual([]);
    await saveDialogue(w.db, RETAILER, { kind: "bind_phone", data: {} }, 1);
    await w.person(RETAILER).write("/complain again");
    expect(w.cases()).toHaveLength(2);
    expect(kinds(w)).toEqual(["bind_phone"]);
  });
});

describe("a dialogue without a word for a day is over", () => {
  test("old words are not filed with today's, and its buttons say that nothing was filed", async () => {
    const w = await startWorld({ language: "en" });
    await w.person(RETAILER).write("hello, when do you open?");
    w.advance(DAY + MINUTE);
    await w.person(RETAILER).press("complain:file");
    expect(w.alerts().at(-1)).toBe("That was more than a day ago, so nothing was filed. If you still need it, please send it again.");
    expect(w.cases()).toHaveLength(0);
    await w.person(RETAILER).write("two cartons short");
    await w.person(RETAILER).press("complain:file");
    expect(w.cases()).toMatchObject([{ text: "two cartons short" }]);
    await w.person(RETAILER).press("complain:file");
    expect(w.alerts().at(-1)).toBe("This message has been dealt with already.");
  });

  test("a shop that was never chosen, and the result of a visit that was never written, wait no longer", async () => {
    const w = await startWorld({ language: "en" });
    await saveDialogue(
      w.db,
      RETAILER,
      { kind: "complain_shop", data: { items: [received(RETAILER, 7)], category: null, at: w.deps.clock() } },
      1,
    );
    w.advance(DAY + MINUTE);
    await w.person(RETAILER).press(`complain:shop:${w.shop.id}`);
    expect(w.cases()).toHaveLength(0);
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    w.advance(DAY + MINUTE);
    await w.person(MANAGER).write("good morning");
    expect(w.promised()[1]).toMatchObject({ state: "open", result: null });
  });
});

describe("what waits for a word of what it is has an end", () => {
  test("the twenty-first message is not kept, and the person is told; what was kept is filed", async () => {
    const w = await startWorld({ language: "en" });
    for (let i = 1; i <= 21; i++) await w.person(RETAILER).write(`words ${i}`);
    expect(w.textsTo(RETAILER).at(-1)).toBe(
      "This message was not kept: that is as much as fits into one case. Please choose above first, then send the rest.",
    );
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:file");
    await w.person(RETAILER).press("complain:file");
    expect(w.cases()[0]!.text.split("\n\n")).toHaveLength(20);
    expect(w.cases()[0]!.text).not.toContain("words 21");
  });

  test("no more than 16,000 characters are kept, by writing or by editing", async () => {
    const w = await startWorld({ language: "en" });
    for (let i = 0; i < 4; i++) await w.person(RETAILER).write("x".repeat(3_900));
    const last = await w.person(RETAILER).write("y".repeat(100));
    await w.person(RETAILER).write("z".repeat(4_000));
    await w.person(RETAILER).edit(last, "y".repeat(4_000));
    expect(
      w
        .textsTo(RETAILER)
        .slice(-2)
        .map((text) => text.startsWith("This message was not kept")),
    ).toEqual([true, true]);
    await w.person(RETAILER).press("complain:file");
    expect(w.cases()[0]!.text).toHaveLength(4 * 3_900 + 100 + 4 * 2);
  });

  test("an album for a shop not yet chosen ends there as well", async () => {
    const w = await startWorld({ language: "en" });
    const items = Array.from({ length: 20 }, (_, n) => ({ ...received(RETAILER, n + 1), albumId: "A" }));
    await saveDialogue(w.db, RETAILER, { kind: "complain_shop", data: { items, category: null, at: w.deps.clock() } }, 1);
    await w.person(RETAILER).send(photo("P21", { media_group_id: "A" }));
    expect(w.textsTo(RETAILER).at(-1)).toContain("was not kept");
  });

  test("a filing of thousands of messages fits into the database", async () => {
    const w = await startWorld();
    const items = Array.from({ length: 6_000 }, (_, n) => received(RETAILER, n + 1, "x"));
    expect(await openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items })).toMatchObject({ ok: true });
    expect(w.timeline()).toHaveLength(6_000);
  });
});

test("the eleventh case within an hour is refused with the hotline, to that person only, until an hour has passed", async () => {
  const w = await startWorld({ language: "en", env: { HOTLINE_PHONE: "0351-12313" } });
  const message = await w.person(RETAILER).write("/complain no 1");
  for (let i = 2; i <= 12; i++) await w.person(RETAILER).write(`/complain no ${i}`);
  expect(w.cases()).toHaveLength(10);
  expect(w.textsTo(RETAILER).at(-1)).toContain("this one was not filed");
  expect(w.textsTo(RETAILER).at(-1)).toContain("hotline is 0351-12313.");
  await w.update({ message: message as never });
  const again = received(RETAILER, message.message_id);
  expect(await openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items: [again] })).toMatchObject({ isNew: false });
  await w.person(SPOUSE).write("/complain from the other one");
  expect(w.cases()).toHaveLength(11);
  w.advance(60 * MINUTE);
  await w.person(RETAILER).write("/complain later");
  expect(w.cases()).toHaveLength(12);
});

test("without a hotline the refusal names none, and what waited can still be filed later", async () => {
  const w = await startWorld();
  for (let i = 1; i <= 10; i++) await w.person(RETAILER).write(`/complain no ${i}`);
  await w.person(RETAILER).write("words");
  await w.person(RETAILER).press("complain:file");
  expect(w.alerts().at(-1)).toMatch(/10 \u6b21\uff0c.*\u518d\u53d1\u3002$/);
  w.advance(60 * MINUTE);
  await w.person(RETAILER).press("complain:file");
  expect(w.cases().at(-1)).toMatchObject({ text: "words" });
});

test("pressing Complain after photos files the photos instead of forgetting them", async () => {
  const w = await startWorld({ language: "en" });
  await w.person(RETAILER).send(photo("P1"));
  await w.person(RETAILER).send(photo("P2"));
  await w.person(RETAILER).write("📣 Complain");
  expect(w.cases()).toHaveLength(1);
  await w.deliver();
  expect(w.calls.filter(({ method }) => method === "sendPhoto")).toHaveLength(2);
});

test("a door visit's result can be left for later, by the button or by turning to something else", async () => {
  const w = await startWorld({ language: "en" });
  await w.fileOne();
  for (const leave of [() => w.person(MANAGER).press("case:later:1"), () => w.person(MANAGER).write("/help")]) {
    await w.person(MANAGER).press("case:visited:1");
    await leave();
    await w.person(MANAGER).write("wait, I have not gone yet");
    expect(kinds(w)).toEqual([]);
    expect(w.promised()[1]).toMatchObject({ state: "open", result: null });
  }
});
