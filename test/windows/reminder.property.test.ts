import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startModel, type Step, type World } from "./reminder-model.ts";

const ROUTES = 2;
const SHOPS = 3;
const PEOPLE = 5;
/** Every ten minutes from 10:00 to 12:00: reminders fall together, and apart. */
const cutoff = fc.integer({ min: 60, max: 72 }).map((n) => n * 10);
const route = fc.nat({ max: ROUTES - 1 });
const shop = fc.nat({ max: SHOPS - 1 });

const world: fc.Arbitrary<World> = fc.record({
  cutoffs: fc.array(cutoff, { minLength: ROUTES, maxLength: ROUTES }),
  shops: fc.array(
    fc.record({
      route,
      isActive: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
      own: fc.oneof(
        { weight: 4, arbitrary: fc.constant("none" as const) },
        fc.constantFrom("cycle" as const, "date" as const, "off" as const),
      ),
      cutoff,
    }),
    { minLength: SHOPS, maxLength: SHOPS },
  ),
  people: fc.array(
    fc.record({
      shops: fc.uniqueArray(shop, { minLength: 1, maxLength: 2 }),
      reach: fc.oneof(
        { weight: 4, arbitrary: fc.constant("reachable" as const) },
        fc.constantFrom("blocked" as const, "known_blocked" as const, "never_started" as const),
      ),
    }),
    { minLength: 3, maxLength: PEOPLE },
  ),
});

const order: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("order" as const),
  orderNo: fc.nat({ max: 5 }),
  shop,
  minute: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 600 }) }, fc.integer({ min: 600, max: 900 })),
  cartons: fc.constantFrom(0, 1, 20),
});
/** Mostly so short that there is time for an order between the row and its message, and at times past a cutoff. */
const minutes = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 3 }) }, fc.integer({ min: 4, max: 12 })).map((n) => n * 10);
const passOf = (fields: { isLost: fc.Arbitrary<boolean>; processes: fc.Arbitrary<number>; isHeld: fc.Arbitrary<boolean> }) =>
  fc.record({ kind: fc.constant("pass" as const), minutes, ...fields });
const calmPass = passOf({ isLost: fc.constant(false), processes: fc.constant(1), isHeld: fc.constant(false) });
const roughPass = passOf({ isLost: fc.boolean(), processes: fc.integer({ min: 1, max: 2 }), isHeld: fc.boolean() });
const change: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("cutoff" as const), route, cutoff: fc.option(cutoff, { freq: 4 }) }),
  fc.record({ kind: fc.constant("move" as const), shop, route }),
  fc.record({ kind: fc.constant("block" as const), person: fc.nat({ max: PEOPLE - 1 }) }),
);

/** The rest of the day, without lost alarms: whatever still waits leaves. */
const EVENING: Step[] = Array.from({ length: 2 }, () => ({ kind: "pass", minutes: 360, isLost: false, processes: 1, isHeld: false }));

/** Lives the day and compares, after every step that sends, who was reminded with who was to be. */
async function live(of: World, steps: Step[]): Promise<void> {
  const model = await startModel(of);
  try {
    for (const step of [...steps, ...EVENING]) {
      if (step.kind === "order") await model.order(step);
      else if (step.kind === "cutoff") await model.changeCutoff(step.route, step.cutoff);
      else if (step.kind === "move") model.move(step.shop, step.route);
      else if (step.kind === "block") model.block(step.person);
      else {
        const { sent, expected, forgotten } = await model.pass(step);
        expect(sent).toEqual(expected);
        expect(forgotten).toEqual([]);
      }
    }
    expect(model.findTwice()).toEqual([]);
  } finally {
    model.close();
  }
}

type Kinds = { pass: fc.Arbitrary<Step>; change?: fc.Arbitrary<Step> };

/** Hours of a day: what is ordered, what changes, and then a look at what is due. */
const hoursOf = ({ pass, change: changes }: Kinds): fc.Arbitrary<Step[]> =>
  fc
    .array(fc.tuple(fc.array(order, { maxLength: 2 }), changes ? fc.option(changes, { freq: 2 }) : fc.constant(null), pass), {
      minLength: 6,
      maxLength: 12,
      size: "max",
    })
    .map((hours) => hours.flatMap(([orders, changed, look]) => [...orders, ...(changed ? [changed] : []), look]));

/** A failure prints its seed and path: fc.assert(..., { seed, path }) runs the very same again. */
const expectDays = (kinds: Kinds, numRuns: number) => fc.assert(fc.asyncProperty(world, hoursOf(kinds), live), { numRuns });

describe("over random calendars, shops, people and orders", () => {
  test("the people reminded are exactly those of whose shops one has not ordered at the instant of sending", async () => {
    await expectDays({ pass: calmPass }, 40);
  });

  test("also while cutoffs move, shops change their route and people block the bot, whenever the messages leave", async () => {
    const pass = passOf({ isLost: fc.constant(false), processes: fc.constant(1), isHeld: fc.boolean() });
    await expectDays({ pass, change }, 60);
  });

  test("also with lost alarms, restarts and two processes at once; and nobody is reminded twice", async () => {
    await expectDays({ pass: roughPass, change }, 60);
  });
});
