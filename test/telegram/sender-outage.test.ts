import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSenderWorld, lost, refusal, START, type SenderWorld } from "./sender-world.ts";

const ROWS = 40;
const HOUR = 3_600_000;
let world: SenderWorld;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  world = createSenderWorld();
});
afterEach(async () => {
  await world.end();
  vi.useRealTimers();
});

type Answer = ReturnType<typeof refusal>;
const badGateway = refusal(502, "Bad Gateway");
const states = () => world.rows().map(({ state }) => state);

/** So many rows to a chat each; every call to any of them ends like this until `recover`. */
async function startAway(answer: Answer, rows = ROWS): Promise<void> {
  world.questions.away = answer;
  for (let n = 1; n <= rows; n++) {
    world.answer(n, ...Array<Answer>(200).fill(answer));
    await world.queue(`row-${n}`, { chatId: n });
  }
  await world.sender.start();
}
function recover(): void {
  world.questions.away = undefined;
  for (let n = 1; n <= ROWS; n++) world.answer(n);
}

describe.each([
  ["a gateway answers 502 in Telegram's place", badGateway, true],
  ["calls are reset after the body went out", lost("after"), true],
  ["the connection is refused", lost("before"), false],
  ["the token is not valid", refusal(401, "Unauthorized"), false],
])("while %s", (_what, answer, isDoubtful) => {
  test("nothing is sent but the question whether Telegram is there, every ten seconds at the most", async () => {
    await startAway(answer);
    await world.pass(HOUR);
    // Two failed in a row; the others were under way by then.
    expect(world.calls.length).toBeLessThanOrEqual(5);
    const gaps = world.questions.asked.slice(1).map((at, n) => at - world.questions.asked[n]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_000);
    expect(world.questions.asked.length).toBeGreaterThan(HOUR / 10_000);
    expect(world.questions.asked.length).toBeLessThan(HOUR / 4_000);
  });

  test("no message is given up, however long it takes, and each arrives within seconds of the end", async () => {
    await startAway(answer);
    await world.pass(HOUR);
    expect(new Set(states())).toEqual(new Set(["pending"]));
    recover();
    await world.pass(15_000);
    expect(states()).toEqual(Array(ROWS).fill("sent"));
    const tried = world.rows().filter(({ attempts }) => attempts > 1);
    expect(tried.map(({ attempts, mayRepeat }) => [attempts, mayRepeat])).toEqual(tried.map(() => [2, isDoubtful]));
    expect(tried.length).toBeLessThanOrEqual(5);
  });
});

describe("a gateway that loses every answer to a message after Telegram took it, but answers whether it is there", () => {
  const loseAll = async (rows: number) => {
    await startAway(badGateway, rows);
    world.questions.away = undefined;
  };

  test("makes no message come more than twice, however long it goes on: then it is left unknown", async () => {
    await loseAll(1);
    await world.pass(5 * 60_000);
    expect(world.calls).toHaveLength(2);
    expect(world.row("row-1")).toMatchObject({ state: "unknown", mayRepeat: true, reason: "Bad Gateway" });
  });

  test("costs one message at a time, and they become rare", async () => {
    await loseAll(ROWS);
    await world.pass(10 * 60_000);
    for (let n = 1; n <= ROWS; n++) expect(world.calls.filter(({ chatId }) => chatId === n).length).toBeLessThanOrEqual(2);
    expect(states().filter((state) => state === "unknown").length).toBeLessThanOrEqual(15);
    recover();
    await world.pass(70_000);
    expect(states().filter((state) => state !== "unknown")).toEqual(expect.not.arrayContaining(["pending", "sending"]));
  });

  test("keeps what annoys more when repeated than when missed from being sent again", async () => {
    world.answer(7, badGateway);
    await world.queue("a", { kind: "order_notice" });
    await world.sender.start();
    await world.pass(5 * 60_000);
    expect(world.calls).toHaveLength(1);
    expect(world.row("a")).toMatchObject({ state: "unknown", mayRepeat: false });
  });
});

test("a message in doubt is not made again before Telegram has answered something since", async () => {
  world.questions.away = badGateway;
  world.answer(7, badGateway);
  await world.queue("a");
  await world.sender.start();
  await world.pass(10 * 60_000);
  expect(world.calls).toHaveLength(1);
  world.questions.away = undefined;
  await world.pass(11_000);
  expect(world.calls).toHaveLength(2);
  expect(world.row("a")).toMatchObject({ state: "sent", mayRepeat: true });
});

test("another message that arrived is answer enough: Telegram is not asked", async () => {
  world.answer(7, badGateway);
  await world.queue("a");
  await world.queue("b", { chatId: 8 });
  await world.sender.start();
  await world.pass(10_000);
  expect(world.row("a").state).toBe("sent");
  expect(world.questions.asked).toEqual([]);
});

test("after an outage one message tries the way before the others follow", async () => {
  await startAway(badGateway);
  await world.pass(60_000);
  world.questions.away = undefined;
  const before = world.calls.length;
  const release = world.hold();
  await world.pass(15_000);
  expect(world.calls.length - before).toBe(1);
  recover();
  release();
  await world.pass(15_000);
  expect(states()).toEqual(Array(ROWS).fill("sent"));
});

test("the end of the process ends the waiting", async () => {
  await startAway(badGateway);
  await world.pass(60_000);
  const asked = world.questions.asked.length;
  await world.sender.stop();
  await world.pass(60_000);
  expect(world.questions.asked.length).toBe(asked);
});

test("a message kept up to date survives any number of doubts that are parted by an answer", async () => {
  world.setPrepare(async () => ({ method: "sendMessage", payload: { text: "bar" }, again: Date.now() + 30_000 }));
  await world.queue("bar");
  await world.sender.start();
  for (let n = 0; n < 3; n++) {
    world.answer(7, badGateway);
    await world.pass(120_000);
    expect(world.row("bar")).toMatchObject({ state: "pending", mayRepeat: false });
  }
});
