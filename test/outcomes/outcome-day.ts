import { eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { windowOutcomes } from "../../db/outcomes.tables.ts";
import { people } from "../../db/people.tables.ts";
import { orderWindows, windowAnswers } from "../../db/windows.tables.ts";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { NotNowReason } from "../../src/windows/rules.ts";
import { importOrders } from "../../src/orders/service.ts";
import { sweepOutcomes, sweepTrends } from "../../src/outcomes/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";
import { at, MONDAY, startOrderDay } from "../windows/order-day.ts";

const HOUR_MS = 60 * 60_000;

/** An ordering day of R101 with what its window comes to: orders, answers and the sweep that counts. */
export async function startOutcomeDay(env: Record<string, string> = {}) {
  const day = await startOrderDay(env);
  const { db, deps } = day;

  /** What one of the shop's people answered to the reminder of the first window. */
  const answer = (personId: number, what: "said_ordered" | NotNowReason, time = "16:20") =>
    db
      .insert(windowAnswers)
      .values({
        windowId: 1,
        personId,
        at: at(time),
        ...(what === "said_ordered" ? { answer: what } : { answer: "not_now" as const, reason: what }),
      })
      .run();
  let orderNo = 0;
  /** An order of another day than the rig's Monday. */
  const orderOn = (date: string, licenceNo: string, time: string, cartons = 10) =>
    importOrders(deps, [{ order_no: `D${++orderNo}`, licence_no: licenceNo, ordered_at: `${date} ${time}`, cartons, amount: 100 }]);
  /** A window of the past, and what became of it then. */
  const addPast = (
    date: string,
    fields: Partial<typeof windowOutcomes.$inferInsert> = {},
    more: Partial<typeof orderWindows.$inferInsert> = {},
  ) => {
    const cutoffAt = Date.parse(`${date}T17:00:00+08:00`);
    const routeId = more.routeId ?? day.route.id;
    const times = { opensAt: cutoffAt - 9 * HOUR_MS, cutoffAt, reminderAt: cutoffAt - HOUR_MS };
    const row = { scope: `route-${routeId}`, routeId, date, ...times, state: "planned" as const, outcomeDoneAt: cutoffAt, ...more };
    const window = db.insert(orderWindows).values(row).returning().get();
    const none = { orderedBefore: 0, reminded: 0, orderedAfter: 0, minutes: [], reasons: {}, saidOrdered: 0, unreachable: 0, muted: 0 };
    const counted = {
      windowId: window.id,
      countedAt: cutoffAt,
      feedAt: cutoffAt,
      shops: 10,
      ordered: 9,
      ...none,
      missingIds: [],
      ...fields,
    };
    db.insert(windowOutcomes).values(counted).run();
    return window;
  };
  const setCutoffOf = (route: string, cutoff = "17:00") =>
    importCalendar(deps, { exceptions: [{ route, date: MONDAY, cutoff, opens: "-1 08:00" }] });
  /** A route of the same account manager, with the same cutoff unless another is given, and one shop. */
  const addRoute = async (code: string, cutoff = "17:00") => {
    const { districtId, accountManagerId } = day.route;
    const route = buildRoute(db, { code, districtId, accountManagerId });
    buildRetailer(db, { routeId: route.id, shopName: "远" });
    await setCutoffOf(code, cutoff);
    return route;
  };
  /** Seven shops: ordered early; 14 and 30 minutes after the reminder; said no, said ordered, said nothing; one that nobody can write to. */
  const liveThrough = async () => {
    const shops = ["甲", "乙", "丙", "丁", "戊", "己"].map((name, n) => day.addShop(name, [201 + n]));
    day.addShop("庚");
    await day.setCutoff("17:00");
    await day.order(shops[0]!.licenceNo, "09:00");
    await day.goTo("16:00");
    answer(204, "stock");
    answer(205, "said_ordered");
    await day.order(shops[1]!.licenceNo, "16:14");
    await day.order(shops[2]!.licenceNo, "16:30");
    return shops;
  };
  const lastTo = (id: number) => day.textsTo(id).at(-1);
  const mute = (personId: number) =>
    db
      .update(people)
      .set({ remindersMutedAt: at("08:00") })
      .where(eq(people.id, personId))
      .run();
  /** The feed brings something at this time, and half a minute later the sweep looks. */
  const count = async (time = "17:20") => {
    day.setNow(at(time));
    await day.beat();
    await sweep();
  };
  const sweep = async () => {
    await sweepOutcomes(deps);
    await day.deliver();
  };
  const trendAt = async (time: string) => {
    day.setNow(at(time));
    await sweepTrends(deps);
    await day.deliver();
  };
  const outcomes = () => db.select().from(windowOutcomes).orderBy(windowOutcomes.windowId).all();
  const rowsOf = (kind: DeliveryKind) => db.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.id).all();
  return { ...day, answer, orderOn, addPast, setCutoffOf, addRoute, liveThrough, lastTo, mute, count, sweep, trendAt, outcomes, rowsOf };
}

export type OutcomeDay = Awaited<ReturnType<typeof startOutcomeDay>>;
