import { DateTime } from "luxon";
import type { AuditLine } from "../../db/audit.ts";
import type { AuditSubject } from "../../db/audit/subjects.ts";
import type { Locale } from "../config.ts";
import { formatDay, formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import { findSettingKey } from "../settings/service.ts";
import { STAFF_ROLES } from "../staff/rules.ts";
import { AUDIT_ACTIONS, AUDIT_TOPICS, type AuditAction, type AuditTopic } from "./rules.ts";

/** What an entry's words are made from, besides the entry: found once for all that are shown. */
export type Wording = {
  deps: Deps;
  locale: Locale;
  subjects: ReadonlyMap<string, AuditSubject>;
  districts: ReadonlyMap<number, string>;
};
type Speaking = Wording & { t: (key: string, variables?: Variables) => string };
/** What was noted; an entry of an older version may lack any of it. */
type Detail = Record<string, unknown>;

/** As much of a post's words, and of a setting's values, as tells which is meant. */
const WORDS_SHOWN = 16;
const VALUES_SHOWN = 80;

function shorten(text: string, max: number): string {
  const letters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return letters.length > max ? `${letters.slice(0, max).join("")}…` : letters.join("");
}

const count = (value: unknown): number => (typeof value === "number" ? value : 0);
const word = (value: unknown): string => (typeof value === "string" ? value : "");

const formatAt = ({ deps, locale }: Wording, value: unknown): string =>
  typeof value === "number" ? formatMoment(value, { zone: deps.config.timeZone, locale, now: deps.clock() }) : "—";

const formatDate = ({ deps, locale }: Wording, date: string): string => {
  const zone = deps.config.timeZone;
  const day = DateTime.fromISO(date, { zone });
  return day.isValid ? formatDay(day.toMillis(), { zone, locale }) : date;
};

/** What came into a list and what went, or the value before and after. */
function describeChange({ before, after }: Detail): string {
  const show = (value: unknown): string =>
    value === undefined || value === null ? "—" : typeof value === "string" ? value : JSON.stringify(value);
  if (!Array.isArray(after)) return shorten(`${show(before)} → ${show(after)}`, VALUES_SHOWN);
  const [old, now] = [Array.isArray(before) ? before.map(String) : [], after.map(String)];
  const changes = [
    ...now.filter((each) => !old.includes(each)).map((each) => `+${each}`),
    ...old.filter((each) => !now.includes(each)).map((each) => `-${each}`),
  ];
  return shorten(changes.join(" "), VALUES_SHOWN);
}

const cutoffs = (say: Speaking, { oldCutoffAt, newCutoffAt }: Detail): Variables => ({
  from: formatAt(say, oldCutoffAt),
  to: formatAt(say, newCutoffAt),
});
const told = ({ t }: Speaking, { who }: Detail): Variables => ({ who: t("audit-told", { who: word(who) }) });
const role = ({ t }: Speaking, { role: key }: Detail): Variables => ({
  role: STAFF_ROLES.some((known) => known === key) ? t(`role-${word(key)}`) : word(key),
});

/** What an action's sentence says besides its subject. */
const VARIABLES: Partial<Record<AuditAction, (say: Speaking, detail: Detail) => Variables>> = {
  "post.schedule": (say, { startAt }) => ({ at: formatAt(say, startAt) }),
  "post.not_started": (_, { reason }) => ({ reason: word(reason) }),
  "post.send": (_, { groups, people }) => ({ groups: count(groups), people: count(people) }),
  "post.pause": (_, { held }) => ({ n: count(held) }),
  "post.cancel": (_, { left }) => ({ n: count(left) }),
  "post.edit": (_, { places }) => ({ n: count(places) }),
  "post.recall": (_, { places, dropped }) => ({ n: count(places), dropped: count(dropped) }),
  "post.retry": (_, { retried }) => ({ n: count(retried) }),
  "post.remind": (_, { reminded }) => ({ n: count(reminded) }),
  "post.export": (_, { rows }) => ({ n: count(rows) }),
  "report.export": (_, { rows }) => ({ n: count(rows) }),
  "audit.export": (_, { rows }) => ({ n: count(rows) }),
  "staff.give_role": role,
  "staff.take_role": role,
  "staff.place": ({ t, districts }, { districtId }) => ({ district: districts.get(count(districtId)) ?? t("staff-whole-company") }),
  "staff.approval": (_, { needsApproval }) => ({ isOn: needsApproval === true ? "yes" : "no" }),
  "staff.away": ({ deps, locale }, { until }) => ({
    day: typeof until === "number" ? formatDay(until - 1, { zone: deps.config.timeZone, locale }) : "—",
  }),
  "retailer.import": (_, { created, updated, rejected }) => ({
    created: count(created),
    updated: count(updated),
    rejected: count(rejected),
  }),
  "group.link": (_, { kind }) => ({ kind: word(kind) }),
  "setting.change": (_, detail) => ({ change: describeChange(detail) }),
  "window.extend": cutoffs,
  "window.advance": cutoffs,
  "window.cancel": (say, detail) => ({ from: cutoffs(say, detail)["from"]! }),
  "window.restore": (say, detail) => ({ to: cutoffs(say, detail)["to"]! }),
  "outage.told": told,
  "outage.untold": told,
  "call.outcome": ({ t }, { outcome }) => ({ outcome: t("call-outcome", { outcome: word(outcome) }) }),
  "follow_up.postpone": (_, { days }) => ({ n: count(days) }),
};

function nameSubject({ t, subjects, ...say }: Speaking, subject: string): string {
  const about = subjects.get(subject);
  switch (about?.kind) {
    case "post": {
      const words = shorten(about.parts.find(({ text }) => text !== "")?.text ?? "", WORDS_SHOWN);
      const name = t(about.column === null ? "post-announcement" : `column-${about.column}`);
      return t("audit-subject-post", { name, words: words === "" ? "none" : words });
    }
    case "staff":
      return t("audit-subject-staff", { name: about.name, code: about.code });
    case "shop":
      return t("audit-subject-shop", { name: about.name, licence: about.licenceNo });
    case "group":
      return t("audit-subject-group", { title: about.title });
    case "person":
      return about.name;
    case "window":
      return t("audit-subject-window", { place: about.place, day: formatDate({ ...say, subjects }, about.date) });
    case "outage":
      return t("audit-subject-outage", { at: formatAt({ ...say, subjects }, about.at) });
    case "case":
      return about.number === null ? t("audit-subject-case-hidden") : t("audit-subject-case", { number: about.number });
    case "measure":
      return t("audit-subject-measure", { cause: about.cause });
    default: {
      const setting = findSettingKey(subject);
      return setting ? t(`setting-name-${setting}`) : subject;
    }
  }
}

/** Under what an action is found; undefined for one of another version. */
export const topicOf = (action: string): AuditTopic | undefined =>
  AUDIT_TOPICS.find((topic) => (AUDIT_ACTIONS[topic] as readonly string[]).includes(action));

/** What was done with a post, where it need not be said with which. */
export function describePostDeed(wording: Wording, { action, detail }: AuditLine): string {
  const t = (key: string, variables?: Variables) => wording.deps.t(wording.locale, key, variables);
  const more = VARIABLES[action as AuditAction]?.({ ...wording, t }, detail ?? {});
  const [, deed] = action.split(".");
  return t(`post-history-${deed}`, more);
}

/** What was done, as a sentence without who did it and when; an action that this version does not know is shown as it was noted. */
export function describeDeed(wording: Wording, entry: AuditLine): string {
  const { action, subject, detail } = entry;
  const t = (key: string, variables?: Variables) => wording.deps.t(wording.locale, key, variables);
  const say = { ...wording, t };
  const name = nameSubject(say, subject);
  if (topicOf(action) === undefined) return t("audit-did-other", { action, subject: name });
  const [feature, deed] = action.split(".");
  if (feature === "post") return t("audit-did-post", { what: describePostDeed(wording, entry), subject: name });
  const more = VARIABLES[action as AuditAction]?.(say, detail ?? {});
  return t(`audit-did-${feature}-${deed}`, { subject: name, ...more });
}

/** Who did it, as colleagues call them. */
export function nameActor({ deps, locale }: Wording, { actorId, actorName }: AuditLine): string {
  if (actorId === null) return deps.t(locale, "audit-system");
  return actorName ?? deps.t(locale, "audit-left", { id: String(actorId) });
}
