import { sql } from "drizzle-orm";
import type { Db } from "../db/client.ts";

export const DISTRICTS = 30;
export const CLERKS = 40;
export const MANAGERS = 120;
/** Telegram ids: of the clerks, managers, supervisors (one a district) and of one admin; `n` counts from 1. */
export const CLERK = 2_000_000;
export const MANAGER = 3_000_000;
export const SUPERVISOR = 4_000_000;
export const ADMIN = 5_000_000;
/** For every open case so many that were closed in the years before. */
export const CLOSED_PER_OPEN = 5;
const SHOPS = 12_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const upTo = (n: number) => sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${n})`;
// A number that is bound arrives as a REAL: a remainder by it would be one too.
const raw = (n: number) => sql.raw(String(n));

function addStaff(db: Db, first: number, count: number, role: string): void {
  db.run(sql`${upTo(count)} insert into people (id, first_name, client_language, started_at, created_at)
    select ${raw(first)} + i, ${role}, 'zh', 1, 1 from n`);
  db.run(sql`${upTo(count)} insert into staff (code, name, person_id, district_id, created_at)
    select ${role} || i, ${role} || ' ' || i, ${raw(first)} + i, iif(${role} = 'admin', null, 1 + i % ${raw(DISTRICTS)}), 1 from n`);
  db.run(sql`insert into staff_roles (staff_id, role) select id, ${role} from staff where code like ${`${role}%`}`);
}

const staffOf = (first: number, nth: ReturnType<typeof sql>) => sql`(select id from staff where person_id = ${raw(first)} + ${nth})`;

/** Cases of ids in (from, to], each with three promises; closed ones lie in the years before. */
function addCases(db: Db, from: number, to: number, now: number, isOpen: boolean): void {
  const state = isOpen ? "open" : "closed";
  const openedAt = isOpen ? sql`${raw(now)} - (id % 2880) * 60000` : sql`${raw(now)} - ${raw(2 * DAY_MS)} - id * 300000`;
  db.run(sql`${upTo(to - from)} insert into complaints
    (id, number, day, seq, retailer_id, district_id, person_id, chat_id, message_id, text, category, state, opened_at, closed_at)
    select id, 'C-20261123-' || id, '2026-11-23', id, shop, 1 + shop % ${raw(DISTRICTS)}, 1, 1, id,
      '昨天送货少了两条，请尽快补送，客户催了好几次了', 'delivery', ${state}, ${openedAt}, iif(${state} = 'closed', ${openedAt} + 86400000, null)
    from (select ${raw(from)} + i as id, 1 + (${raw(from)} + i) * 7919 % ${raw(SHOPS)} as shop from n)`);
  // Of desk replies every other one is claimed, of return visits every other one has a supervisor by name.
  const isNamed = sql`filed.id / 30 % 2 = 0`;
  const owner = sql`case kind
    when 'door_visit' then ${staffOf(MANAGER, sql`1 + filed.retailer_id % ${raw(MANAGERS)}`)}
    when 'desk_reply' then iif(${isNamed}, ${staffOf(CLERK, sql`1 + filed.id % ${raw(CLERKS)}`)}, null)
    else iif(${isNamed}, ${staffOf(SUPERVISOR, sql`1 + filed.id % ${raw(DISTRICTS)}`)}, null) end`;
  const isDue = sql`opened_at + due <= ${raw(now)}`;
  // Whoever was to be warned by now was: the sweep has nothing to do.
  const isWarned = sql`opened_at + due * 8 / 10 <= ${raw(now)}`;
  db.run(sql`insert into promises
    (complaint_id, kind, owner_id, started_at, within, due_at, warn_at, state, ended_at, breached_at, planned_at)
    select id, kind, ${owner}, opened_at, '2d', opened_at + due, iif(${raw(Number(isOpen))} and not ${isWarned}, opened_at + due * 8 / 10, null),
      ${isOpen ? "open" : "kept"}, closed_at, iif(${raw(Number(isOpen))} and ${isDue}, opened_at + due, null),
      iif(${raw(Number(isOpen))} and kind = 'door_visit' and id % 3 = 0, ${raw(now)} + id % 10 * ${raw(HOUR_MS)}, null)
    from (select complaints.*, kinds.kind, kinds.due + (complaints.id * 7907 % 100) * ${raw(HOUR_MS)} as due
      from complaints join (select 'desk_reply' as kind, 1800000 as due union all select 'door_visit', 86400000
        union all select 'return_visit', 259200000) as kinds
      where complaints.id > ${raw(from)} and complaints.id <= ${raw(to)}) as filed`);
}

/** A company with so many open cases of three open promises each, and five times as many that are closed. The same every time. */
export function fillCases(db: Db, cases: number, now: number): void {
  db.run(sql`${upTo(DISTRICTS)} insert into districts (id, name) select i, 'District ' || i from n`);
  addStaff(db, CLERK, CLERKS, "service_desk");
  addStaff(db, MANAGER, MANAGERS, "account_manager");
  addStaff(db, SUPERVISOR, DISTRICTS, "supervisor");
  addStaff(db, ADMIN, 1, "admin");
  db.run(sql`${upTo(MANAGERS)} insert into routes (id, code, district_id, account_manager_id)
    select i, printf('R%03d', i), 1 + i % ${raw(DISTRICTS)}, ${staffOf(MANAGER, sql`i`)} from n`);
  db.run(sql`${upTo(SHOPS)} insert into retailers (id, licence_no, shop_name, phone, route_id, address, status, created_at, updated_at)
    select i, cast(140100000000 + i as text), 'Shop ' || i, '13800000000', 1 + i % ${raw(MANAGERS)}, 'Heping Road ' || i, 'active', 1, 1 from n`);
  addCases(db, 0, cases * CLOSED_PER_OPEN, now, false);
  addCases(db, cases * CLOSED_PER_OPEN, cases * (1 + CLOSED_PER_OPEN), now, true);
  // Of the replies a twentieth waits for the shop; some closed promises have a next attempt in a case that is open again.
  db.run(sql`update promises set paused_at = ${now - HOUR_MS}, resume_at = ${now + DAY_MS}, breached_at = null
    where state = 'open' and kind = 'desk_reply' and complaint_id % 20 = 0`);
  db.run(sql`update promises set state = 'kept', next_at = ${raw(now)} + (1 + complaint_id % 47) * ${raw(HOUR_MS)}
    where state = 'open' and kind = 'return_visit' and complaint_id % 50 = 0`);
  db.run(sql`insert into deliveries (dedupe_key, kind, subject_id, lane, chat_id, state, not_before, turn_at, attempts, created_at, sent_at)
    select 'bench-' || kinds.kind || id, kinds.kind, id, 1, 1, 'sent', opened_at, opened_at, 1, opened_at, opened_at
    from complaints join (select 'complaint_card' as kind union all select 'complaint_receipt' union all select 'door_visit') as kinds`);
  db.run(sql`pragma wal_checkpoint(truncate)`);
  db.run(sql`pragma optimize`);
}
