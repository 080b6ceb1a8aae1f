import { eq, sql } from "drizzle-orm";
import type { MessageEntity } from "@grammyjs/types";
import type { Db } from "../client.ts";
import { complaintMeasures } from "../complaint-measures.tables.ts";
import { complaints } from "../complaints.tables.ts";
import { districts } from "../districts.tables.ts";
import { followUps } from "../follow-ups.tables.ts";
import { groups } from "../groups.tables.ts";
import { outages } from "../outages.tables.ts";
import { posts } from "../posts.tables.ts";
import { people } from "../people.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { staff } from "../staff.tables.ts";
import { orderWindows } from "../windows.tables.ts";
import type { Column, Part } from "../../src/posts/rules.ts";

/** What an entry of the audit is about, as far as the database still knows it; `number` is null for a case that is for few eyes. */
export type AuditSubject =
  | { kind: "post"; id: number; column: Column | null; parts: Part<MessageEntity>[] }
  | { kind: "staff"; name: string; code: string }
  | { kind: "shop"; name: string; licenceNo: string }
  | { kind: "group"; title: string }
  | { kind: "person"; name: string }
  | { kind: "window"; place: string; date: string }
  | { kind: "outage"; at: number }
  | { kind: "case"; number: string | null }
  | { kind: "measure"; cause: string };

type Find = (db: Db, id: number) => AuditSubject | undefined;

const SHOP = { name: retailers.shopName, licenceNo: retailers.licenceNo };
const toShop = (row: { name: string; licenceNo: string } | undefined): AuditSubject | undefined => row && { kind: "shop", ...row };

const findShop: Find = (db, id) => toShop(db.select(SHOP).from(retailers).where(eq(retailers.id, id)).get());

const findTaskShop: Find = (db, id) =>
  toShop(db.select(SHOP).from(followUps).innerJoin(retailers, eq(retailers.id, followUps.retailerId)).where(eq(followUps.id, id)).get());

const findPost: Find = (db, id) => {
  const row = db.select({ id: posts.id, column: posts.column, parts: posts.parts }).from(posts).where(eq(posts.id, id)).get();
  return row && { kind: "post", ...row };
};

const findStaff: Find = (db, id) => {
  const row = db.select({ name: staff.name, code: staff.code }).from(staff).where(eq(staff.id, id)).get();
  return row && { kind: "staff", ...row };
};

const findGroup: Find = (db, chatId) => {
  const row = db.select({ title: groups.title }).from(groups).where(eq(groups.chatId, chatId)).get();
  return row && { kind: "group", ...row };
};

const findPerson: Find = (db, id) => {
  const row = db.select({ name: people.firstName }).from(people).where(eq(people.id, id)).get();
  return row && { kind: "person", ...row };
};

const findWindow: Find = (db, id) => {
  const place = sql<string>`coalesce(${retailers.shopName}, ${routes.code})`;
  const row = db
    .select({ place, date: orderWindows.date })
    .from(orderWindows)
    .leftJoin(routes, eq(routes.id, orderWindows.routeId))
    .leftJoin(retailers, eq(retailers.id, orderWindows.retailerId))
    .where(eq(orderWindows.id, id))
    .get();
  return row && { kind: "window", ...row };
};

const findOutage: Find = (db, id) => {
  const row = db.select({ at: outages.startedAt }).from(outages).where(eq(outages.id, id)).get();
  return row && { kind: "outage", ...row };
};

const findCase: Find = (db, id) => {
  const row = db
    .select({ number: complaints.number, restriction: complaints.restriction })
    .from(complaints)
    .where(eq(complaints.id, id))
    .get();
  return row && { kind: "case", number: row.restriction === null ? row.number : null };
};

const findMeasure: Find = (db, id) => {
  const row = db.select({ cause: complaintMeasures.cause }).from(complaintMeasures).where(eq(complaintMeasures.id, id)).get();
  return row && { kind: "measure", ...row };
};

/** By the word that a subject begins with: "post 12", "staff-3", "group -100123". */
const FINDERS: Record<string, Find> = {
  post: findPost,
  staff: findStaff,
  retailer: findShop,
  shop: findShop,
  "follow-up": findTaskShop,
  group: findGroup,
  person: findPerson,
  window: findWindow,
  outage: findOutage,
  complaint: findCase,
  measure: findMeasure,
};

/** What the audit's subjects are, by the subject; one that is no thing's (a setting's key, a file's name), or whose thing is gone, is left out. */
export async function findSubjects(db: Db, subjects: Iterable<string>): Promise<Map<string, AuditSubject>> {
  const found = new Map<string, AuditSubject>();
  for (const subject of new Set(subjects)) {
    const [, kind = "", id] = /^([a-z-]+?)[ -](-?\d+)$/.exec(subject) ?? [];
    const about = FINDERS[kind]?.(db, Number(id));
    if (about) found.set(subject, about);
  }
  return found;
}

/** The names of districts, by their ids: entries only know these. */
export async function findDistrictNames(db: Db): Promise<Map<number, string>> {
  return new Map(
    db
      .select()
      .from(districts)
      .all()
      .map(({ id, name }) => [id, name]),
  );
}
