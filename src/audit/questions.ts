import { findActors, type AuditActor } from "../../db/audit.ts";
import { LOCALES } from "../config.ts";
import type { Deps } from "../deps.ts";
import { parsePeriod, today } from "../outcomes/service.ts";
import type { AuditQuestion } from "./pages.ts";
import { AUDIT_TOPICS, isAuditTopic, type AuditTopic } from "./rules.ts";

/** `several`: more than one colleague is called that; their names with what tells them apart. */
export type QuestionRead =
  | { ok: true; question: AuditQuestion }
  | { ok: false; reason: "unknown" }
  | { ok: false; reason: "several"; names: string[] };

const fold = (words: string): string => words.normalize("NFKC").trim().toLowerCase().replaceAll(/\s+/g, " ");

/** A topic by its key or its name in either language. */
function readTopic(deps: Deps, words: string): AuditTopic | undefined {
  if (isAuditTopic(words)) return words;
  return AUDIT_TOPICS.find((topic) => LOCALES.some((locale) => fold(deps.t(locale, "audit-topic", { topic })) === words));
}

/** By code or name; a part of the name is enough when nobody is called just that. */
function chooseActors(known: readonly AuditActor[], words: string): AuditActor[] {
  const exact = known.filter(({ name, code }) => fold(name) === words || code?.toLowerCase() === words);
  return exact.length > 0 ? exact : known.filter(({ name }) => fold(name).includes(words));
}

type Reading = { deps: Deps; known: readonly AuditActor[] };

function readOne({ deps, known }: Reading, words: string): QuestionRead {
  const period = parsePeriod(words, today(deps));
  if (period) return { ok: true, question: { from: period.from, to: period.to } };
  const topic = readTopic(deps, words);
  if (topic) return { ok: true, question: { topic } };
  const actors = chooseActors(known, words);
  if (actors.length === 1) return { ok: true, question: { actorId: actors[0]!.personId } };
  if (actors.length === 0) return { ok: false, reason: "unknown" };
  return { ok: false, reason: "several", names: actors.map(({ name, code }) => (code === null ? name : `${name} ${code}`)) };
}

function readAll(reading: Reading, words: string): QuestionRead {
  const whole = readOne(reading, words);
  if (whole.ok || whole.reason === "several") return whole;
  const tokens = words.split(" ");
  for (let at = 1; at < tokens.length; at++) {
    const first = readOne(reading, tokens.slice(0, at).join(" "));
    const rest = first.ok ? readAll(reading, tokens.slice(at).join(" ")) : first;
    if (first.ok && rest.ok) return { ok: true, question: { ...rest.question, ...first.question } };
  }
  return whole;
}

/** A time, a topic and a name of several words: what is longer is no question. */
const TOKENS_MAX = 12;

/** What stands behind /audit: a day or week, a topic, a colleague's name or code, or two or three of them one after the other. Nothing = all. */
export async function readQuestion(deps: Deps, text: string): Promise<QuestionRead> {
  const words = fold(text);
  if (words === "") return { ok: true, question: {} };
  if (words.split(" ").length > TOKENS_MAX) return { ok: false, reason: "unknown" };
  return readAll({ deps, known: await findActors(deps.db) }, words);
}
