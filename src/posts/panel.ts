import { InlineKeyboard } from "grammy";
import { findReviewers, findUnreachable, isNobody, type Post, type Receivers } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { postRightOf, writableColumns, type Writer } from "./approval-rules.ts";
import { findGoods } from "../supply/service.ts";
import { describeAudience } from "./audience-words.ts";
import { choosePlace, findAudience } from "./drafts.ts";
import { findQuietEnd, findSaleWords, findStoppingWords } from "./guard.ts";
import { listSome, namePost, type Speak } from "./naming.ts";
import { describeProgress, progressKeyboard } from "./progress.ts";
import { hashtagOf } from "./render.ts";
import type { PostState } from "./rules.ts";
import { describeTime } from "./time-words.ts";
import { findName, findWriter } from "./writers.ts";

/** The one message that goes with a post through its life: what it is, where it stands, and what can be done about it now. */
export type Panel = { text: string; keyboard: InlineKeyboard };

/** As many refused groups as an author reads; the rest is counted. */
const REFUSED_SHOWN = 5;
/** As many words as an author takes out at a time. */
export const WORDS_SHOWN = 20;

/** The options that differ from a plain message, in one line; "" when none does. */
export function describeOptions(t: Speak, post: Post): string {
  const on = (["pin", "silent", "protect", "requireAck"] as const)
    .filter((option) => post[option])
    .map((option) => t(`post-option-${option}`));
  if (post.validForMs !== null) on.push(t("post-option-valid", { hours: post.validForMs / 3_600_000 }));
  return on.length === 0 ? "" : t("post-panel-options", { options: on.join(t("people-list-comma")) });
}

function describeRefused(t: Speak, { refused }: Receivers): string[] {
  const lines = refused
    .slice(0, REFUSED_SHOWN)
    .map(({ title, username, refusal }) => t(`post-panel-refused-${refusal}`, { group: title, username: username ?? "" }));
  if (refused.length > REFUSED_SHOWN) lines.push(t("post-panel-refused-more", { n: refused.length - REFUSED_SHOWN }));
  return lines;
}

const speakFor =
  (deps: Deps, locale: Locale): Speak =>
  (key, variables) =>
    deps.t(locale, key, variables);

/** Whom a draft is for, in words and in numbers, and which groups are left out. */
export async function describeReach(deps: Deps, locale: Locale, post: Post, receivers?: Receivers): Promise<string> {
  const t = speakFor(deps, locale);
  const reached = receivers ?? (await findAudience(deps, post));
  const { groups, people } = reached;
  const unreachable = findUnreachable(reached).length;
  return [
    t("post-panel-to", { audience: await describeAudience(deps, locale, post) }),
    groups.length + people.length > 0 ? t("post-panel-reach", { groups: groups.length, people: people.length }) : "",
    unreachable > 0 ? t("post-panel-unreachable", { n: unreachable }) : "",
    isNobody(reached) ? t("post-panel-nobody") : "",
    ...describeRefused(t, reached),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** What the author has to know about a draft before sending it. */
async function describeDraft(deps: Deps, locale: Locale, post: Post): Promise<Panel> {
  const t = speakFor(deps, locale);
  const writer = await findWriter(deps, post.authorId);
  const receivers = await findAudience(deps, post);
  const place = choosePlace(receivers, locale);
  const goods = await findGoods(deps.db, post.id);
  const isMixed = post.column !== null && !place.hasHashtag && receivers.groups.some(({ isForum }) => !isForum);
  const lines = [
    await describeReturn(deps, t, post),
    ...(await describeStopping(deps, t, post)),
    t("post-panel", { name: namePost(t, post) }),
    await describeReach(deps, locale, post, receivers),
    goods.length > 0 ? t("supply-panel", { n: goods.length }) : "",
    post.startAt === null ? "" : describeTime(deps, locale, post),
    await describeQuiet(deps, t, post, receivers),
    describeOptions(t, post),
    ...(await describeSale(deps, t, post)),
    isMixed ? t("post-panel-hashtag", { tag: hashtagOf(deps.t, place.locale, post.column!) }) : "",
    t(post.parts.every(({ messageId }) => messageId === null) ? "post-panel-renew" : "post-panel-edit"),
  ];
  return {
    text: lines.filter((line) => line !== "").join("\n"),
    keyboard: draftKeyboard(t, post, writer, { canSend: !isNobody(receivers), isTable: goods.length > 0 }),
  };
}

/** Private messages wait for the end of the quiet hours, which its author should know before pressing Send. */
async function describeQuiet(deps: Deps, t: Speak, { startAt, validForMs }: Post, { people }: Receivers): Promise<string> {
  const at = startAt ?? deps.clock();
  const until = people.length === 0 ? undefined : await findQuietEnd(deps, at);
  if (until === undefined) return "";
  // By then it is not valid any more: nobody would get it in private.
  const key = validForMs !== null && at + validForMs <= until ? "post-panel-quiet-late" : "post-panel-quiet";
  return t(key, { time: formatTime(until, deps.config.timeZone) });
}

async function describeStopping(deps: Deps, t: Speak, post: Post): Promise<string[]> {
  const words = await findStoppingWords(deps, post);
  return words.length > 0 ? [t("post-panel-words", { words: listSome(t, words, WORDS_SHOWN) })] : [];
}

async function describeSale(deps: Deps, t: Speak, post: Post): Promise<string[]> {
  const words = await findSaleWords(deps, post);
  return words.length > 0 ? [t("post-panel-sale", { words: listSome(t, words, WORDS_SHOWN) })] : [];
}

/** The words that stop a draft, and those that sound like a sale. */
export const describeWords = async (deps: Deps, t: Speak, post: Post): Promise<string[]> => [
  ...(await describeStopping(deps, t, post)),
  ...(await describeSale(deps, t, post)),
];

/** What waits for its time: when that is, whom it would reach now, and the ways back. */
async function describeScheduled(deps: Deps, locale: Locale, post: Post): Promise<Panel> {
  const t = speakFor(deps, locale);
  const lines = [
    t("post-scheduled", { name: namePost(t, post) }),
    describeTime(deps, locale, post),
    await describeReach(deps, locale, post),
  ];
  const options = describeOptions(t, post);
  if (options !== "") lines.push(options);
  const keyboard = new InlineKeyboard()
    .text(t("post-unschedule"), `post:unplan:${post.id}`)
    .text(t("post-discard"), `post:unplandrop:${post.id}`);
  return { text: [...lines, ...(await describeWords(deps, t, post)), t("post-scheduled-audience")].join("\n"), keyboard };
}

/** What pressing the first button does: to send, to let it start at its time, or to ask an approver. */
function nameSending(writer: Writer, { startAt }: Post): { action: "send" | "submit"; key: string } {
  if (postRightOf(writer) !== "send") return { action: "submit", key: "post-submit" };
  return { action: "send", key: startAt === null ? "post-send" : "post-schedule" };
}

type Shape = { canSend: boolean; isTable: boolean };

/** Two in a row: three are cut off on a phone. */
function draftKeyboard(t: Speak, post: Post, writer: Writer, { canSend, isTable }: Shape): InlineKeyboard {
  const { id, column } = post;
  const keyboard = new InlineKeyboard();
  const { action, key } = nameSending(writer, post);
  if (canSend) keyboard.text(t(key), `post:${action}:${id}`).row();
  keyboard
    .text(t("post-audience"), `post:aud:${id}`)
    .text(t("post-time"), `post:time:${id}`)
    .row()
    .text(t("post-options"), `post:opt:${id}`)
    .text(t("post-test"), `post:test:${id}`)
    .row()
    .text(t("post-renew"), `post:renew:${id}`);
  if (column !== null && !isTable && writableColumns(writer).length > 1) keyboard.text(t("post-move"), `post:move:${id}`).row();
  return keyboard.text(t("post-discard"), `post:drop:${id}`);
}

/** Why an approver gave a draft back; "" when none did. */
async function describeReturn(deps: Deps, t: Speak, { returnReason, decidedBy }: Post): Promise<string> {
  if (returnReason === null || decidedBy === null) return "";
  return t("post-panel-returned", { name: await findName(deps, decidedBy), reason: returnReason });
}

/** A post that is with its approvers: nothing can be changed in it but by taking it back. */
async function describeSubmitted(deps: Deps, locale: Locale, post: Post): Promise<Panel> {
  const t = speakFor(deps, locale);
  const reviewers = await findReviewers(deps.db, post.id, post.submittedAt!);
  const names = await Promise.all(reviewers.map((id) => findName(deps, id)));
  const lines = [
    t("post-panel-submitted", { name: namePost(t, post), approvers: listSome(t, names, WORDS_SHOWN) }),
    await describeReach(deps, locale, post),
    post.startAt === null ? "" : describeTime(deps, locale, post),
    describeOptions(t, post),
    t("post-panel-submitted-how"),
  ];
  const keyboard = new InlineKeyboard().text(t("post-take-back"), `post:takeback:${post.id}`);
  return { text: lines.filter((line) => line !== "").join("\n"), keyboard };
}

/** One tap too far down the buttons must not cost what was written. */
const describeDiscarded = async (deps: Deps, locale: Locale, post: Post): Promise<Panel> => ({
  text: deps.t(locale, "post-discarded", { name: namePost(speakFor(deps, locale), post) }),
  keyboard: new InlineKeyboard().text(deps.t(locale, "post-restore"), `post:restore:${post.id}`),
});

const describeStarted = async (deps: Deps, locale: Locale, post: Post): Promise<Panel> => ({
  text: (await describeProgress(deps, locale, post)).text,
  keyboard: progressKeyboard(deps, locale, post),
});

const DESCRIBE: Record<PostState, (deps: Deps, locale: Locale, post: Post) => Promise<Panel>> = {
  draft: describeDraft,
  submitted: describeSubmitted,
  scheduled: describeScheduled,
  sending: describeStarted,
  paused: describeStarted,
  sent: describeStarted,
  cancelled: describeStarted,
  recalled: describeStarted,
  discarded: describeDiscarded,
};

/** How a post stands now and what can be done, in a language. */
export const describePost = (deps: Deps, locale: Locale, post: Post): Promise<Panel> => DESCRIBE[post.state](deps, locale, post);
