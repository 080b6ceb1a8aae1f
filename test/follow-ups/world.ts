import { asc, eq, inArray } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { followUps } from "../../db/follow-ups.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { breachFollowUp, findSilences } from "../../src/follow-ups/jobs.ts";
import { importOrders } from "../../src/orders/service.ts";
import { routeScope, shopScope } from "../../src/windows/rules.ts";
import { startTestBot } from "../support/bot.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";

export const ADMIN = 1;
export const MANAGER = 50;
export const SUPERVISOR = 60;
export const ORDERS = 70;
export const OTHER_MANAGER = 80;

const HOUR = 3_600_000;
/** "11-23 17:00" of 2026 in Shanghai. */
export const at = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}:00+08:00`);

type Window = Partial<typeof orderWindows.$inferInsert>;

/**
 * Route R101 with its account manager, the district's supervisor and order department, and another route of the same district. It is
 * the evening of Thursday 12 November; windows open the evening before their date and close at 17:00.
 */
export async function startSilence(env: Record<string, string> = {}) {
  const bot = await startTestBot({ now: at("11-12 18:00"), env });
  const { db, deps } = bot;
  const district = buildDistrict(db);
  const manager = buildStaff(db, MANAGER, ["account_manager"], { name: "王强", districtId: district.id });
  const other = buildStaff(db, OTHER_MANAGER, ["account_manager"], { name: "李丽", districtId: district.id });
  const supervisor = buildStaff(db, SUPERVISOR, ["supervisor"], { name: "赵主任", districtId: district.id });
  const orderStaff = buildStaff(db, ORDERS, ["order_department"], { name: "订单部", districtId: district.id });
  const admin = buildStaff(db, ADMIN, ["admin"], { name: "管理员" });
  const route = buildRoute(db, { code: "R101", districtId: district.id, accountManagerId: manager.id });
  const elsewhere = buildRoute(db, { code: "R102", districtId: district.id, accountManagerId: other.id });
  const stranger = buildRetailer(db, { createdAt: 1 });
  let orderNo = 0;

  const addShop = (shopName: string, fields: Parameters<typeof buildRetailer>[1] = {}) =>
    buildRetailer(db, { shopName, routeId: route.id, createdAt: at("11-01 00:00"), contactName: "张三", tier: "金牌", ...fields });
  const addWindow = (date: string, { routeId = route.id, ...fields }: Window = {}) => {
    const cutoffAt = fields.cutoffAt ?? at(`${date} 17:00`);
    const owner = fields.retailerId ? { scope: shopScope(fields.retailerId), routeId: null } : { scope: routeScope(routeId!), routeId };
    const times = { opensAt: cutoffAt - 23 * HOUR, cutoffAt, reminderAt: cutoffAt - HOUR };
    const row = { ...owner, date: `2026-${date}`, ...times, state: "planned" as const, ...fields };
    return db.insert(orderWindows).values(row).returning().get();
  };
  /** An order, reported now. The same number again replaces it. */
  const order = async (shop: { licenceNo: string }, time: string, { cartons = 10, no = `N${++orderNo}` } = {}) => {
    const ordered = { order_no: no, licence_no: shop.licenceNo, ordered_at: `2026-${time}`, cartons, amount: 100 };
    const report = await importOrders(deps, [ordered]);
    if (report.rejected.length > 0) throw new Error(JSON.stringify(report.rejected));
    return no;
  };
  /** Goes to a moment, at which the feed delivers, and looks for silences as the schedule does. */
  const look = async (time: string, { hasFeed = true, disturbed = [] as number[] } = {}) => {
    bot.setNow(at(time));
    if (hasFeed) await order(stranger, time);
    await findSilences(deps, async (_db, from, to) => {
      const windows = db.select().from(orderWindows).where(inArray(orderWindows.id, disturbed)).all();
      return new Set(windows.filter(({ cutoffAt }) => cutoffAt > from && cutoffAt <= to).map(({ id }) => id));
    });
    await bot.deliver();
  };
  /** What BullMQ does at this minute: every alarm that is due rings. */
  const ring = async () => {
    for (const alarm of bot.alarms.filter(({ dueAt }) => dueAt <= deps.clock()))
      if (alarm.queue === "follow_ups") await breachFollowUp(deps, alarm.data);
    await bot.deliver();
  };
  const tasks = () => db.select().from(followUps).orderBy(asc(followUps.id)).all();
  const taskOf = (shop: { id: number }) => db.select().from(followUps).where(eq(followUps.retailerId, shop.id)).all();
  const outbox = () => db.select().from(deliveries).orderBy(asc(deliveries.id)).all();
  /** The latest message in a chat, sent or edited, with its buttons. */
  const shownTo = (chatId: number) => {
    const call = bot.calls.findLast(({ method, payload }) => payload.chat_id === chatId && /^(send|edit)Message/.test(method));
    const markup = call?.payload["reply_markup"] as { inline_keyboard: { text: string; callback_data: string }[][] } | undefined;
    const buttons = (markup?.inline_keyboard ?? []).flat();
    return {
      text: call?.payload.text ?? "",
      buttons,
      data: buttons.map(({ callback_data }) => callback_data),
      messageId: call?.messageId ?? 0,
    };
  };
  const alert = () => bot.calls.findLast(({ method, payload }) => method === "answerCallbackQuery" && payload.text)?.payload.text;

  const people = { district, manager, other, supervisor, orderStaff, admin, route, elsewhere, stranger };
  return { ...bot, ...people, addShop, addWindow, order, look, ring, tasks, taskOf, outbox, shownTo, alert };
}

export type Silence = Awaited<ReturnType<typeof startSilence>>;

/** Friday 20 November, nine o'clock: the task of one shop, due on Monday at 17:30, is in the account manager's chat. */
export async function startOneTask() {
  const world = await startSilence();
  const shop = world.addShop("和平路便利店", { phone: "13812345678" });
  for (const date of ["11-12", "11-16", "11-19"]) world.addWindow(date);
  await world.order(shop, "11-12 10:00", { cartons: 20 });
  for (const date of ["11-12", "11-16", "11-19"]) await world.look(`${date} 19:00`);
  world.setNow(at("11-20 09:00"));
  const { messageId } = world.shownTo(MANAGER);
  return {
    ...world,
    shop,
    task: () => world.tasks()[0]!,
    shown: (who = MANAGER) => world.shownTo(who),
    /** Taps a button on the message in which the manager's list was sent. */
    tap: (data: string, who = MANAGER) => world.person(who).press(data, { messageId }),
    write: (text: string, who = MANAGER) => world.person(who).write(text),
  };
}

export type OneTask = Awaited<ReturnType<typeof startOneTask>>;
