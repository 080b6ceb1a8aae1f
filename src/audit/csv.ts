import { setImmediate } from "node:timers/promises";
import { DateTime } from "luxon";
import { countAudit, findAudit, noteExport, type AuditLine } from "../../db/audit.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { CSV_START, toCsv } from "../import/write-csv.ts";
import { readWording, toFilter, type AuditQuestion } from "./pages.ts";
import { describeDeed, nameActor, topicOf, type Wording } from "./wording.ts";

const COLUMNS = ["at", "who", "id", "topic", "did", "about"] as const;
/** One look at the database and one piece of text: a few milliseconds, between which everyone else is served. */
const ROWS_A_PIECE = 500;
/** A year of a large office; Telegram takes files of 50 MB, this is some 5. */
export const EXPORT_MAX = 50_000;

function toRow(wording: Wording, entry: AuditLine): string[] {
  const { deps, locale } = wording;
  const at = DateTime.fromMillis(entry.at, { zone: deps.config.timeZone }).toFormat("yyyy-MM-dd HH:mm:ss");
  const topic = deps.t(locale, "audit-topic", { topic: topicOf(entry.action) ?? entry.action });
  const id = entry.actorId === null ? "" : String(entry.actorId);
  return [at, nameActor(wording, entry), id, topic, describeDeed(wording, entry), entry.subject];
}

/** `left`: older entries that are not in it. */
export type AuditFile = { name: string; content: Buffer; rows: number; left: number };

/** What was noted as a file that Excel opens as it is, the newest EXPORT_MAX first; noted itself. Refused when there is nothing. */
export async function exportAudit(
  deps: Deps,
  locale: Locale,
  question: AuditQuestion,
  actorId: number,
): Promise<({ ok: true } & AuditFile) | { ok: false; reason: "nothing" }> {
  const filter = toFilter(deps, question);
  const total = await countAudit(deps.db, filter);
  if (total === 0) return { ok: false, reason: "nothing" };
  const pieces = [CSV_START, toCsv([COLUMNS.map((column) => deps.t(locale, "audit-csv-column", { column }))])];
  let rows = 0;
  let before: number | undefined;
  while (rows < EXPORT_MAX) {
    const entries = await findAudit(deps.db, { ...filter, ...(before === undefined ? {} : { before }) }, ROWS_A_PIECE);
    const wording = await readWording(deps, locale, entries);
    pieces.push(toCsv(entries.map((entry) => toRow(wording, entry))));
    rows += entries.length;
    before = entries.at(-1)?.id;
    if (entries.length < ROWS_A_PIECE) break;
    await setImmediate();
  }
  const name = `${deps.t(locale, "audit-csv-file")}.csv`;
  await noteExport(deps.db, { actorId, rows }, deps.clock());
  return { ok: true, name, content: Buffer.from(pieces.join("")), rows, left: Math.max(0, total - rows) };
}
