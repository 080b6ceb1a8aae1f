import { sql } from "drizzle-orm";
import type { Db } from "../db/client.ts";

export const ROUTES = 300;
/** Each route orders on one weekday: a fifth of the shops is due on a day. */
export const WEEKDAYS = 5;
/** Weeks of windows that have closed, and of a shop's orders. */
const PAST_WEEKS = 8;
const DAY_MS = 86_400_000;
/** Telegram ids. */
export const FIRST_PERSON = 1_000_000;
export const FIRST_LICENCE = 140_100_000_001;
const FIRST_MANAGER = 9_000_000;

// A number that is bound arrives as a REAL: a remainder by it would be one too.
const weekdays = sql.raw(String(WEEKDAYS));

/** Counts 1 to n in SQL. */
const upTo = (n: number) => sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${n})`;

/** A company with so many shops, each with one person in reach, on routes with an account manager each. The same every time. */
export function fillCompany(db: Db, shops: number, now: number): void {
  const ofRoute = sql.raw(String(Math.ceil(shops / ROUTES)));
  db.run(sql`${upTo(10)} insert into districts (id, name) select i, 'District ' || i from n`);
  db.run(sql`${upTo(ROUTES)} insert into people (id, first_name, started_at, created_at) select ${FIRST_MANAGER} + i, 'M', 1, 1 from n`);
  db.run(sql`${upTo(ROUTES)} insert into staff (id, code, name, person_id, district_id, created_at)
    select i, 'S' || i, 'Manager ' || i, ${FIRST_MANAGER} + i, 1 + i % 10, 1 from n`);
  db.run(sql`insert into staff_roles (staff_id, role) select id, 'account_manager' from staff`);
  db.run(sql`${upTo(ROUTES)} insert into routes (id, code, district_id, account_manager_id)
    select i, printf('R%03d', i), 1 + i % 10, i from n`);
  db.run(sql`${upTo(shops)} insert into retailers (id, licence_no, shop_name, phone, route_id, status, created_at, updated_at)
    select i, cast(140100000000 + i as text), 'Shop ' || i, cast(13800000000 + i as text), 1 + (i - 1) / ${ofRoute}, 'active', 1, 1 from n`);
  db.run(sql`${upTo(shops)} insert into people (id, first_name, started_at, created_at) select ${FIRST_PERSON} + i, 'P', 1, 1 from n`);
  db.run(
    sql`${upTo(shops)} insert into shop_people (retailer_id, person_id, how, linked_at) select i, ${FIRST_PERSON} + i, 'contact', 1 from n`,
  );
  db.run(sql`insert into cycles (scope, route_id, weekdays, cutoff, opens, updated_at)
    select 'route-' || id, id, '[' || (1 + id % ${weekdays}) || ']', '17:00', '-3 12:00', 1 from routes`);
  fillPast(db, shops, now);
  // Otherwise this fill would be copied out of the log during the first measurements.
  db.run(sql`pragma wal_checkpoint(truncate)`);
  db.run(sql`pragma optimize`);
}

/** What a year-old database holds of every route and shop: windows that closed, and an order in each. */
function fillPast(db: Db, shops: number, now: number): void {
  for (let week = 1; week <= PAST_WEEKS; week++) {
    const at = now - week * 7 * DAY_MS;
    const date = new Date(at).toISOString().slice(0, 10);
    db.run(sql`insert into order_windows (scope, route_id, date, opens_at, cutoff_at, reminder_at, version, state, reminded_at)
      select 'route-' || id, id, ${date}, ${at - 3 * DAY_MS}, ${at}, ${at - 3_600_000}, 1, 'planned', ${at - 3_600_000} from routes`);
    db.run(sql`${upTo(shops)} insert into orders (order_no, retailer_id, ordered_at, cartons, amount_cents, received_at)
      select 'W' || ${week} || '-' || i, i, ${at - DAY_MS}, 10, 100000, ${at - DAY_MS} from n`);
  }
}

/** Gives shops a cycle of their own, on the weekday of their route: each becomes a window of its own. */
export function giveOwnCycles(db: Db, weekday: number): number {
  return db.run(sql`insert into cycles (scope, retailer_id, weekdays, cutoff, opens, updated_at)
    select 'shop-' || retailers.id, retailers.id, cycles.weekdays, '17:30', '-3 12:00', 1
    from retailers join cycles on cycles.route_id = retailers.route_id where 1 + retailers.route_id % ${weekdays} = ${weekday}`).changes;
}

/** The ids of `count` routes' next windows, made due at an instant as if they had been planned so. */
export function makeDue(db: Db, weekday: number, count: number, reminderAt: number): { id: number; version: number }[] {
  db.run(sql`delete from deliveries`);
  const chosen = sql`select max(id) from order_windows where reminded_at is null and route_id in
    (select id from routes where 1 + id % ${weekdays} = ${weekday} order by id limit ${count}) group by route_id`;
  const rows = db.all<{ id: number }>(sql`select id from order_windows where id in (${chosen})`);
  // A new version, as with every change of times: BullMQ ignores an id that it has, and planning has set alarms already.
  return rows.map(({ id }) =>
    db.get<{ id: number; version: number }>(sql`
      update order_windows set opens_at = ${reminderAt - DAY_MS}, cutoff_at = ${reminderAt + 3_600_000}, reminder_at = ${reminderAt},
        version = version + 1 where id = ${id} returning id, version`),
  );
}

/** Undoes a reminder: its rows go, and the windows wait again. */
export function forgetReminders(db: Db, windows: { id: number }[]): void {
  db.run(sql`delete from deliveries`);
  for (const { id } of windows) db.run(sql`update order_windows set reminded_at = null where id = ${id}`);
}
