import { asc, eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { outages } from "../../db/outages.tables.ts";
import { buildGroup, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MONDAY, startOrderDay } from "../windows/order-day.ts";

export { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
export const ADMIN = 1;
export const ORDERS = 70;
export const DESK = 71;
/** Supervisor of another district. */
export const WEST = 72;

/** The day of R101 with everyone whom an outage concerns; R201 lies in another district, has a group and no windows. */
export async function startOutageDay(env: Record<string, string> = {}) {
  const day = await startOrderDay(env);
  const { db } = day;
  buildStaff(db, ORDERS, ["order_department"]);
  buildStaff(db, DESK, ["service_desk"], { districtId: day.district.id });
  const westRoute = buildRoute(db, { code: "R201" });
  buildStaff(db, WEST, ["supervisor"], { districtId: westRoute.districtId });
  const westGroup = buildGroup(db, { districtId: westRoute.districtId, routeId: westRoute.id });

  const addWestShop = (shopName: string, person: number) => {
    const shop = buildRetailer(db, { shopName, routeId: westRoute.id });
    buildShopPerson(db, shop.id, person);
    return shop;
  };
  const setWestCutoff = (cutoff: string) =>
    importCalendar(day.deps, { exceptions: [{ route: "R201", date: MONDAY, cutoff, opens: "-1 08:00" }] });
  const find = () => db.select().from(outages).orderBy(asc(outages.id)).all();
  const rows = (kind: typeof deliveries.$inferSelect.kind) =>
    db.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(asc(deliveries.id)).all();
  /** What a tap was answered with. */
  const alerts = () => day.calls.filter(({ method }) => method === "answerCallbackQuery").flatMap(({ payload }) => payload.text ?? []);
  /** The callback data under the last message shown to someone. */
  const buttonsOf = (chatId: number): string[] => {
    const shown = day.calls.findLast(({ payload }) => payload.chat_id === chatId && payload["reply_markup"] !== undefined);
    const keyboard = shown?.payload["reply_markup"] as { inline_keyboard: { callback_data?: string }[][] } | undefined;
    return (keyboard?.inline_keyboard ?? []).flat().map((button) => button.callback_data ?? "");
  };
  const announce = async (personId: number, ...taps: string[]) => {
    const person = day.person(personId);
    await person.write("/outage on");
    for (const tap of taps) await person.press(`outage:${tap}`);
    await person.press("outage:announce");
  };
  const tap = (personId: number, data: string, messageId = 1) => day.person(personId).press(`outage:${data}`, { messageId });
  /** Announces, sends, and forgets what went out. */
  const begin = async (personId: number, ...taps: string[]) => {
    await announce(personId, ...taps);
    await day.deliver();
    day.forget();
  };
  return { ...day, westRoute, westGroup, addWestShop, setWestCutoff, find, rows, alerts, buttonsOf, announce, begin, tap, at };
}

export type OutageDay = Awaited<ReturnType<typeof startOutageDay>>;
