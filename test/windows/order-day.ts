import { eq } from "drizzle-orm";
import { settings } from "../../db/settings.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { importOrders } from "../../src/orders/service.ts";
import { remindWindow } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { startTestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

export const MANAGER = 50;
export const SUPERVISOR = 60;
export const MONDAY = "2026-11-23";

/** An instant of Monday 23 November 2026 in Shanghai, or of the "MM-DD HH:mm" given. */
export const at = (time: string): number => {
  const [date, clock] = time.includes(" ") ? time.split(" ") : ["11-23", time];
  return Date.parse(`2026-${date}T${clock}:00+08:00`);
};

/**
 * A route R101 with its account manager, supervisor and group on the Monday it orders; shops are added by the test. Nobody watches the feed
 * unless a test says so (`feed`): hours without an order lie between most steps.
 */
export async function startOrderDay(
  env: Record<string, string> = {},
  { feed = "off", file = ":memory:" }: { feed?: string; file?: string } = {},
) {
  const bot = await startTestBot({ env: { ORDERING_PHONE: "95100", ...env }, file });
  const { db, deps } = bot;
  db.insert(settings).values({ key: "feed_silence", value: feed, updatedBy: 1, updatedAt: 1 }).run();
  const district = buildDistrict(db);
  const manager = buildStaff(db, MANAGER, ["account_manager"], { districtId: district.id });
  buildStaff(db, SUPERVISOR, ["supervisor"], { districtId: district.id });
  const route = buildRoute(db, { code: "R101", districtId: district.id, accountManagerId: manager.id });
  const group = buildGroup(db, { districtId: district.id, routeId: route.id });
  let orderNo = 0;

  const addShop = (shopName: string, people: number[] = [], fields: Parameters<typeof buildRetailer>[1] = {}) => {
    const shop = buildRetailer(db, { shopName, routeId: route.id, ...fields });
    for (const id of people) buildShopPerson(db, shop.id, id);
    return shop;
  };
  const findWindows = () => db.select().from(orderWindows).orderBy(orderWindows.id).all();
  /** The windows that are open or to come of one scope, by date. */
  const windowsOf = (scope: string) => db.select().from(orderWindows).where(eq(orderWindows.scope, scope)).orderBy(orderWindows.date).all();
  /** The route's cutoff on Monday, as a dated exception; in the account manager's name, who then needs not be told. */
  const setCutoff = (cutoff: string, more: object = { opens: "-1 08:00" }) =>
    importCalendar(deps, { exceptions: [{ route: "R101", date: MONDAY, cutoff, ...more }] }, MANAGER);
  const order = (licenceNo: string, time: string, cartons = 10) =>
    importOrders(deps, [{ order_no: `N${++orderNo}`, licence_no: licenceNo, ordered_at: `2026-11-23 ${time}`, cartons, amount: 100 }]);
  /** Order data of a shop that nobody here looks at: the feed is alive. */
  const beat = async () => void (await order(addStranger(), "08:00"));
  let stranger: string | undefined;
  const addStranger = () => (stranger ??= buildRetailer(db).licenceNo);
  /** What BullMQ does at this minute: every alarm that is due rings. */
  const ring = async () => {
    for (const alarm of bot.alarms.filter(({ dueAt }) => dueAt <= deps.clock()))
      if (alarm.queue === "reminders") await remindWindow(deps, alarm.data);
  };
  /** Moves the clock, rings, sends. */
  const goTo = async (time: string) => {
    bot.setNow(at(time));
    await ring();
    await bot.deliver();
  };
  return { ...bot, district, route, group, addShop, findWindows, windowsOf, setCutoff, order, beat, ring, goTo };
}

export type OrderDay = Awaited<ReturnType<typeof startOrderDay>>;
