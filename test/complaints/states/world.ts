import type Database from "better-sqlite3";
import { complaintEvents } from "../../../db/complaints.tables.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, RETAILER, SPOUSE, STRANGER, startWorld, SUPERVISOR } from "../world.ts";

export const COLLEAGUE = 201;
export const NEIGHBOUR = 301;
export const DEPUTY = 401;
/** Those who have nothing to do with the shop, or nothing any more. */
export const STRANGERS = {
  "another shop": OTHER_RETAILER,
  "somebody unverified": STRANGER,
  "a clerk of another district": 210,
  "a supervisor of another district": 410,
  "an account manager who left": 310,
  "a brand partner": 510,
};

export type Saved = { now: number; tables: [name: string, rows: Record<string, unknown>[]][] };

/** A district with two of everybody, strangers, and a way back to any moment before. */
export async function startStates() {
  const w = await startWorld();
  const { db, district } = w;
  const here = { districtId: district.id };
  const colleague = buildStaff(db, COLLEAGUE, ["service_desk"], { name: "周宁", ...here });
  const neighbour = buildStaff(db, NEIGHBOUR, ["account_manager"], { name: "陈静", ...here });
  const deputy = buildStaff(db, DEPUTY, ["supervisor"], { name: "钱主管", ...here });
  const far = { districtId: buildDistrict(db).id };
  buildStaff(db, STRANGERS["a clerk of another district"], ["service_desk"], { name: "远客服", ...far });
  buildStaff(db, STRANGERS["a supervisor of another district"], ["supervisor"], { name: "远主任", ...far });
  buildStaff(db, STRANGERS["an account manager who left"], ["account_manager"], { name: "孙丽", removedAt: 1, ...here });
  buildStaff(db, STRANGERS["a brand partner"], ["brand_partner"], { name: "工业", ...here });
  const staffs = { clerk: w.clerk.id, colleague: colleague.id, manager: w.manager.id, neighbour: neighbour.id, deputy: deputy.id };
  const names = new Map(Object.entries({ ...staffs, supervisor: w.supervisor.id }).map(([name, id]) => [id, name]));
  const sqlite = (db as unknown as { $client: Database.Database }).$client;
  const listTables = sqlite.prepare("select name from sqlite_master where type = 'table' and name not like '\\_\\_%' escape '\\'").pluck();

  const statements = new Map<string, Database.Statement>();
  function statement(text: string): Database.Statement {
    const known = statements.get(text) ?? sqlite.prepare(text);
    statements.set(text, known);
    return known;
  }

  /** Everything as it is, so that many things can be tried from the same moment. */
  function save(): Saved {
    const tables = listTables.all() as string[];
    const rows = (name: string) => statement(`select * from "${name}"`).all() as Record<string, unknown>[];
    return { now: w.deps.clock(), tables: tables.map((name) => [name, rows(name)]) };
  }

  function rewind({ now, tables }: Saved): void {
    sqlite.pragma("foreign_keys = OFF");
    sqlite.transaction(() => {
      for (const [name, rows] of tables) {
        statement(`delete from "${name}"`).run();
        for (const row of rows)
          statement(
            `insert into "${name}" values (${Object.keys(row)
              .map(() => "?")
              .join()})`,
          ).run(...Object.values(row));
      }
    })();
    sqlite.pragma("foreign_keys = ON");
    w.setNow(now);
    w.forget();
  }

  const messageOf = (kind: string, chatId: number) =>
    w.outbox().findLast((row) => row.kind === kind && row.subjectId === 1 && row.chatId === chatId && row.messageId !== null)?.messageId;
  /** The first message of case 1. */
  const opening = () =>
    db
      .select()
      .from(complaintEvents)
      .all()
      .find(({ kind, complaintId }) => kind === "opened" && complaintId === 1)!;
  const sweep = async () => {
    await sweepPromises(w.deps);
    await w.deliver();
  };
  return { ...w, staffs, names, save, rewind, messageOf, opening, sweep };
}

export type States = Awaited<ReturnType<typeof startStates>>;

/** Who plays which part. */
export type Part = "owner" | "spouse" | "clerk" | "manager" | "supervisor" | "deputy";
export const CAST: Record<Part, number> = {
  owner: RETAILER,
  spouse: SPOUSE,
  clerk: CLERK,
  manager: MANAGER,
  supervisor: SUPERVISOR,
  deputy: DEPUTY,
};

/** Who plays a part in a state where others than usual do. */
export type Cast = Partial<Record<Part, number>>;
/** Of a case for few eyes the desk and the account manager know nothing; those in charge do everything until they name someone. */
export const SUPERVISOR_CAST = { clerk: SUPERVISOR, manager: SUPERVISOR };

type Shown = Record<string, string | number | null>;

/** How case 1 stands, in words. */
export function standingOf(w: States): Shown {
  const { state, round, category, restriction, satisfaction, cause, aboutStaffId, text } = w.cases()[0]!;
  const promises = w.promised().filter((promise) => promise.complaintId === 1 && promise.round === round);
  const words = Object.fromEntries(
    promises.map((promise) => {
      const { kind, state: stands, outcome, ownerId, isHandedOver, pausedAt, plannedAt, nextAt } = promise;
      const parts = [
        outcome === null || outcome === stands ? stands : `${stands} (${outcome})`,
        ownerId === null ? "" : `${isHandedOver ? "handed to" : "by"} ${w.names.get(ownerId) ?? "?"}`,
        pausedAt === null ? "" : "paused",
        plannedAt === null ? "" : "planned",
        nextAt === null ? "" : "to be tried again",
      ];
      return [kind.split("_")[0]!, parts.filter(Boolean).join(" ")];
    }),
  );
  const about = aboutStaffId === null ? null : (w.names.get(aboutStaffId) ?? "?");
  return {
    case: state,
    round,
    category,
    restriction,
    satisfaction,
    cause,
    about,
    text,
    desk: "none",
    door: "none",
    return: "none",
    ...words,
  };
}

/** What happened to case 1 in between: the entries of the timeline, and what stands otherwise than before. */
export function describeChange(before: Moment, w: States): string {
  const after = standingOf(w);
  const kinds = [
    ...ofCase(w)
      .slice(before.events)
      .map(({ kind }) => kind),
    ...ofCase(w, 2)
      .slice(before.others)
      .map(({ kind }) => `${kind} to the other case`),
  ];
  const changed = Object.entries(after).filter(([key, value]) => value !== before.standing[key]);
  const words = changed.map(([key, value]) => `${key} ${value ?? "none"}`);
  if (kinds.length === 0 && words.length === 0) return "nothing";
  return [kinds.join(" + ") || "no entry", words.join(", ")].filter(Boolean).join(" → ");
}

const ofCase = (w: States, id = 1) => w.timeline().filter(({ complaintId }) => complaintId === id);
type Moment = { standing: Shown; events: number; others: number };
export const momentOf = (w: States): Moment => ({ standing: standingOf(w), events: ofCase(w).length, others: ofCase(w, 2).length });

/** Everything that is kept of cases, to see that nothing changed. */
export const everything = (w: States): string => JSON.stringify([w.cases(), w.promised(), w.timeline()]);
