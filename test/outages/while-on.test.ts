import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findDisturbed, findOutageFor, findOutageWindows, readPhones, wasDisturbed } from "../../src/outages/service.ts";
import { overlaps, type OutageScope } from "../../src/outages/rules.ts";
import { createTranslate } from "../../src/i18n.ts";
import { changeCutoffs } from "../../src/windows/service.ts";
import { at, startOutageDay, SUPERVISOR, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay({ ORDERING_URL: "https://orders.example/" });
});
afterEach(() => day.close());

const LINE = "⚠️ 网上订货正在故障，请打电话订货：95100";
const hasLink = (chatId: number) =>
  JSON.stringify(day.calls.filter(({ payload }) => payload.chat_id === chatId)).includes("orders.example");

describe("while an outage lasts", () => {
  test("reminders and notices of its routes give the number instead of the link; others' do not", async () => {
    day.addShop("A", [201]);
    day.addWestShop("W", 301);
    await day.setCutoff("17:00");
    await day.setWestCutoff("17:00");
    day.setNow(at("15:00"));
    await day.begin(SUPERVISOR);
    await day.goTo("16:00");
    for (const chatId of [201, day.group.chatId]) {
      expect(day.textsTo(chatId)[0]).toContain(LINE);
      expect(hasLink(chatId)).toBe(false);
    }
    for (const chatId of [301, day.westGroup.chatId]) {
      expect(day.textsTo(chatId)[0]).not.toContain(LINE);
      expect(hasLink(chatId)).toBe(true);
    }
  });

  test("a cutoff changed by hand gives the number instead of the link, too", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    await day.begin(SUPERVISOR);
    const wanted = { kind: "move" as const, cutoffAt: at("17:30") };
    const targets = [{ windowId: 1, version: day.findWindows()[0]!.version, wanted }];
    await changeCutoffs(day.deps, { targets, reason: "weather", note: null, actorId: SUPERVISOR });
    await day.deliver();
    for (const chatId of [201, day.group.chatId]) {
      expect(day.textsTo(chatId)).toEqual([expect.stringContaining(LINE)]);
      expect(hasLink(chatId)).toBe(false);
    }
  });

  test("/order says so, and no longer when it is over", async () => {
    day.addShop("A", [201]);
    await day.begin(SUPERVISOR);
    await day.person(201).write("/order");
    expect([day.textsTo(201)[0]!.startsWith(`${LINE}\n\n`), hasLink(201)]).toEqual([true, false]);
    await day.tap(SUPERVISOR, "offyes:1");
    await day.person(201).write("/order");
    expect([day.textsTo(201).at(-1)!.includes(LINE), hasLink(201)]).toEqual([false, true]);
    expect(await findOutageFor(day.deps, day.route.id)).toBeUndefined();
  });
});

describe("windows that an outage disturbed", () => {
  const found = async () => findOutageWindows(day.db, at("00:00"), at("23:59"));

  test.each([
    ["in the last two hours", "15:30", "15:40", true],
    ["that ended two hours before", "14:00", "15:00", false],
    ["that began at the cutoff", "17:00", "17:30", false],
    ["that goes on over the cutoff", "14:00", undefined, true],
  ])("%s", async (_what, from, to, isDisturbed) => {
    day.addWestShop("W", 301);
    await day.setCutoff("17:00");
    await day.setWestCutoff("17:00");
    day.setNow(at(from));
    await day.begin(SUPERVISOR);
    if (to !== undefined) {
      day.setNow(at(to));
      await day.tap(SUPERVISOR, "offyes:1");
    }
    const own = day.windowsOf(`route-${day.route.id}`)[0]!;
    const west = day.windowsOf(`route-${day.westRoute.id}`)[0]!;
    expect([...(await found())]).toEqual(isDisturbed ? [own.id] : []);
    expect([...(await findDisturbed(day.deps, [own.id, west.id]))]).toEqual(isDisturbed ? [own.id] : []);
    expect([...(await findDisturbed(day.deps, [west.id]))]).toEqual([]);
  });

  test("are none without an outage", async () => {
    expect([...(await findDisturbed(day.deps, []))]).toEqual([]);
    await day.setCutoff("17:00");
    expect([...(await found())]).toEqual([]);
    expect(wasDisturbed({ cutoffAt: 1, route: { id: 1, districtId: 1 } }, [])).toBe(false);
  });
});

describe("scopes", () => {
  const ALL: OutageScope = { kind: "all" };
  const EAST: OutageScope = { kind: "district", districtId: 1 };
  const R1: OutageScope = { kind: "routes", routeIds: [11], districtIds: [1] };
  const CASES: [OutageScope, OutageScope, boolean][] = [
    [ALL, EAST, true],
    [R1, ALL, true],
    [EAST, EAST, true],
    [EAST, { kind: "district", districtId: 2 }, false],
    [R1, EAST, true],
    [{ kind: "routes", routeIds: [21], districtIds: [2] }, EAST, false],
    [R1, { kind: "routes", routeIds: [12, 11], districtIds: [1] }, true],
    [R1, { kind: "routes", routeIds: [12], districtIds: [1] }, false],
  ];
  test.each(CASES)("%j and %j overlap: %s", (a, b, isOverlap) => {
    expect([overlaps(a, b), overlaps(b, a)]).toEqual([isOverlap, isOverlap]);
  });
});

describe("telephone numbers", () => {
  test.each([
    ["95100", ["95100"]],
    ["0351-1234567、138 0000 1234", ["03511234567", "13800001234"]],
    ["400-123-4567; 12313\n12313", ["4001234567", "12313"]],
    ["13800001234 13900001234", ["13800001234", "13900001234"]],
  ])("%j are %j", (text, phones) => {
    expect(readPhones(text)).toEqual({ ok: true, phones });
  });

  test.each([
    ["打我电话", "bad_phone"],
    ["95100, 123", "bad_phone"],
    [" ", "bad_phone"],
    ["95101,95102,95103,95104,95105,95106", "too_many"],
  ])("%j are refused", (text, reason) => {
    expect(readPhones(text)).toMatchObject({ ok: false, reason });
  });
});

test("the notice reads as well in English", async () => {
  const t = createTranslate();
  expect(t("en", "outage-lead", { from: "today, 02:10", reason: t("en", "outage-reason-power") })).toBe(
    "⚠️ Online ordering has failed since today, 02:10 (power cut).",
  );
});
