import { afterEach, expect, test } from "vitest";
import { and, count, eq, inArray } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { findPost } from "../../db/posts.ts";
import { findButton, tap } from "../support/buttons.ts";
import { BROADCASTER, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

const GROUPS = 300;
const PEOPLE = 10_000;
const WORDS = "Power cut tomorrow morning";
/** Telegram's rate for a token that has been granted more: at 28 a second this would take six minutes. */
const RATE = 500;

/** Ten thousand messages over HTTP, twice stored, on two cores that other tests use too. */
const LIMIT_MS = 300_000;

const inWords = (n: number): string => n.toLocaleString("en");

const inState = (...states: ("held" | "sending" | "sent" | "failed")[]): number =>
  company.db
    .select({ n: count() })
    .from(deliveries)
    .where(and(eq(deliveries.kind, "post"), inArray(deliveries.state, states)))
    .get()!.n;

/** How often Telegram took the post, by chat. */
function countArrivals(): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { ok, method, chat_id: chat, params } of company.telegram.ledger())
    if (ok && method === "sendMessage" && params["text"] === WORDS && chat !== BROADCASTER) counts.set(chat!, (counts.get(chat!) ?? 0) + 1);
  return counts;
}

const hears = (words: string, limitMs?: number) =>
  until(
    `"${words}"`,
    () =>
      company
        .fromBot(BROADCASTER)
        .map(textOf)
        .find((text) => text.includes(words)),
    limitMs,
  );

test(
  "an announcement to 300 groups and 10,000 people is composed, sent, paused, resumed after a kill, reported and tried again",
  async () => {
    company = await openCompany(
      { SEND_RATE: String(RATE) },
      // The company has one group and four people of its own.
      { groups: GROUPS - 1, people: PEOPLE - RETAILERS.length },
      { limits: { perSecond: RATE + 50 } },
    );
    const { telegram, db } = company;
    await company.startEveryone();
    const first = await company.start();
    const refused = new Set(company.people.filter((_, at) => at % 100 === 0));
    telegram.faults.beforeEffect = async ({ method, params }) =>
      method === "sendMessage" && refused.has(Number(params["chat_id"]))
        ? { kind: "error", error_code: 400, description: "Bad Request: PEER_ID_INVALID" }
        : undefined;

    telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: `/announce ${WORDS}` });
    expect(await hears("Right now")).toContain(`${GROUPS} groups and ${inWords(PEOPLE)} people`);
    await tap(company, BROADCASTER, "post:send:1");

    await until("the first thousand", () => inState("sent") > 1_000, LIMIT_MS);
    await tap(company, BROADCASTER, "post:pause:1");
    await until("what is under way to arrive", () => inState("sending") === 0);
    const paused = { sent: inState("sent"), held: inState("held") };
    expect(paused.sent + paused.held + inState("failed")).toBe(GROUPS + PEOPLE);

    first.child.kill("SIGKILL");
    await first.ended;
    await company.start();
    // The app is there again once it answers; what it knows of the post is what it knew.
    telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: "/posts" });
    await hears("Under way 1");
    expect({ sent: inState("sent"), held: inState("held") }).toEqual(paused);

    await tap(company, BROADCASTER, "post:resume:1");
    expect(await hears("Announcement: reached", LIMIT_MS)).toContain(
      `reached ${inWords(GROUPS + PEOPLE - refused.size)} recipients, not ${refused.size}`,
    );
    expect((await findPost(db, 1))?.state).toBe("sent");

    telegram.faults.beforeEffect = undefined;
    await tap(company, BROADCASTER, "post:again:1:f");
    await hears(`reached all ${inWords(GROUPS + PEOPLE)} recipients`, LIMIT_MS);
    const arrivals = countArrivals();
    expect(arrivals.size).toBe(GROUPS + PEOPLE);
    expect([...arrivals.values()].filter((times) => times !== 1)).toEqual([]);
    expect(findButton(company, BROADCASTER, "post:again:1:f")).toBeUndefined();
  },
  LIMIT_MS,
);
