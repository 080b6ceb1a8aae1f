import { setImmediate } from "node:timers/promises";
import { DateTime } from "luxon";
import {
  findMemberIds,
  findMembers,
  findResults,
  findShopsOfPeople,
  noteExport,
  type Post,
  type PostMember,
  type PostResult,
  type ShopOfPerson,
} from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { CSV_START, toCsv } from "../import/write-csv.ts";
import type { DeliveryState } from "../telegram/rules.ts";
import { findManaged, type Follower, type FollowRefusal } from "./follow.ts";
import { namePost, type Speak } from "./naming.ts";
import { describeReason } from "./reasons.ts";

/** One look at the database and one piece of text: a few milliseconds, between which everyone else is served. */
const ROWS_A_PAGE = 500;

/**
 * What is open and what went wrong come first. A row moves on while the list is written, from the first three to the others: read in this
 * order none is missed, and one that is met again is left out.
 */
const STATES: readonly DeliveryState[] = ["pending", "held", "sending", "failed", "unreachable", "unknown", "skipped", "sent"];

const COLUMNS = [
  "recipient",
  "kind",
  "district",
  "route",
  "shop",
  "licence",
  "result",
  "reason",
  "attempts",
  "repeated",
  "sent_at",
  "acked_at",
] as const;

type Line = Record<(typeof COLUMNS)[number], string>;
type Writing = { deps: Deps; locale: Locale; t: Speak; post: Post };

const formatAt = ({ deps }: Writing, at: number | null): string =>
  at === null ? "" : DateTime.fromMillis(at, { zone: deps.config.timeZone }).toFormat("yyyy-MM-dd HH:mm:ss");

/** Every shop of a person's, and each place once. */
function describeShops(shops: readonly ShopOfPerson[]): Pick<Line, "district" | "route" | "shop" | "licence"> {
  const list = (of: "district" | "route" | "shop" | "licence") => [...new Set(shops.map((shop) => shop[of]))].join("; ");
  return { district: list("district"), route: list("route"), shop: list("shop"), licence: list("licence") };
}

async function findShops({ deps }: Writing, personIds: number[]): Promise<Map<number, ShopOfPerson[]>> {
  const shops = personIds.length === 0 ? [] : await findShopsOfPeople(deps.db, personIds);
  const byPerson = new Map<number, ShopOfPerson[]>();
  for (const shop of shops) byPerson.set(shop.personId, [...(byPerson.get(shop.personId) ?? []), shop]);
  return byPerson;
}

function toLine(writing: Writing, row: PostResult, shops: readonly ShopOfPerson[]): Line {
  const { t, deps, locale } = writing;
  const isGroup = row.chatId < 0;
  const place = isGroup ? { district: row.district ?? "", route: row.route ?? "", shop: "", licence: "" } : describeShops(shops);
  const hasReason = !["sent", "pending", "held", "sending"].includes(row.state);
  return {
    recipient: (isGroup ? row.title : row.firstName) ?? String(row.chatId),
    kind: t(isGroup ? "post-csv-group" : "post-csv-person"),
    ...place,
    result: t(`post-csv-${row.state}`),
    reason: hasReason ? describeReason(deps, locale, row) : "",
    attempts: String(row.attempts),
    repeated: row.mayRepeat ? t("post-csv-yes") : "",
    sent_at: row.state === "sent" ? formatAt(writing, row.sentAt) : "",
    acked_at: formatAt(writing, row.ackedAt),
  };
}

/** Who is to acknowledge and has it from a group: why they could not be reminded in private stands in place of a reason. */
function toMemberLine(writing: Writing, member: PostMember, shops: readonly ShopOfPerson[]): Line {
  const { t, deps, locale } = writing;
  const reason = member.unreachable ?? (member.startedAt === null ? "never_started" : null);
  return {
    recipient: member.firstName,
    kind: t("post-csv-member"),
    ...describeShops(shops),
    result: t("post-csv-by-group"),
    reason: reason === null ? "" : describeReason(deps, locale, { state: "unreachable", reason }),
    attempts: "",
    repeated: "",
    sent_at: "",
    acked_at: formatAt(writing, member.ackedAt),
  };
}

async function* readResults(writing: Writing): AsyncGenerator<Line[]> {
  const { deps, post } = writing;
  const seen = new Set<number>();
  for (const state of STATES)
    for (let after = 0; ;) {
      const page = await findResults(deps.db, { id: post.id, state, after, limit: ROWS_A_PAGE });
      const fresh = page.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      const people = fresh.map(({ chatId }) => chatId).filter((chatId) => chatId > 0);
      const shops = await findShops(writing, people);
      yield fresh.map((row) => toLine(writing, row, shops.get(row.chatId) ?? []));
      if (page.length < ROWS_A_PAGE) break;
      after = page.at(-1)!.id;
    }
}

async function* readMembers(writing: Writing): AsyncGenerator<Line[]> {
  const { deps, post } = writing;
  const ids = post.requireAck ? await findMemberIds(deps.db, post.id) : [];
  for (let at = 0; at < ids.length; at += ROWS_A_PAGE) {
    const page = ids.slice(at, at + ROWS_A_PAGE);
    const shops = await findShops(writing, page);
    yield (await findMembers(deps.db, post.id, page)).map((member) => toMemberLine(writing, member, shops.get(member.id) ?? []));
  }
}

type Csv = { name: string; content: Buffer; rows: number };

/** What became of a post at each recipient, as a file that Excel opens as it is, and its name. */
async function writeReport(deps: Deps, locale: Locale, post: Post): Promise<Csv> {
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const writing: Writing = { deps, locale, t, post };
  const pieces = [CSV_START, toCsv([COLUMNS.map((column) => t(`post-csv-column-${column}`))])];
  let rows = 0;
  for (const pages of [readResults(writing), readMembers(writing)])
    for await (const lines of pages) {
      if (lines.length === 0) continue;
      rows += lines.length;
      pieces.push(toCsv(lines.map((line) => COLUMNS.map((column) => line[column]))));
      await setImmediate();
    }
  const day = DateTime.fromMillis(post.sentAt ?? post.createdAt, { zone: deps.config.timeZone }).toFormat("yyyy-MM-dd");
  const name = `${namePost(t, post).replaceAll(/\s+/g, "-")}-${day}-${post.id}.csv`;
  return { name, content: Buffer.from(pieces.join("")), rows };
}

/** The list of a post's recipients with what became of each, for whoever may have it; noted in the audit, since it names people. */
export async function exportReport(
  deps: Deps,
  locale: Locale,
  postId: number,
  actor: Follower,
): Promise<({ ok: true; post: Post } & Csv) | FollowRefusal> {
  const managed = await findManaged(deps, postId, actor);
  if (!managed.ok) return managed;
  const csv = await writeReport(deps, locale, managed.post);
  await noteExport(deps.db, { id: postId, actorId: actor.id, rows: csv.rows }, deps.clock());
  return { ok: true, post: managed.post, ...csv };
}
