import { InlineKeyboard, type Api } from "grammy";
import { findOpenReview, findPost, releaseCard, type Post } from "../../db/posts.ts";
import { saveDeliveryData, type Delivery } from "../../db/deliveries.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findActor, findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import { outcomeOf, postRightOf, type Outcome } from "./approval-rules.ts";
import { choosePlace, findAudience } from "./drafts.ts";
import { noteRichRefusal, renderMessages } from "./messages-of.ts";
import { namePost, type Speak } from "./naming.ts";
import { movePanel } from "./panel-moves.ts";
import { describeOptions, describePost, describeReach, describeWords, type Panel } from "./panel.ts";
import { toOutgoing } from "./render.ts";
import { weeklyOf } from "./schedule.ts";
import { describeTime } from "./time-words.ts";
import { findName, findWriter } from "./writers.ts";

const versionOf = ({ data }: Delivery): number => Number(data?.["version"]);

type Reading = { deps: Deps; locale: Locale; t: Speak };

const readingFor = (deps: Deps, locale: Locale): Reading => ({
  deps,
  locale,
  t: (key, variables) => deps.t(locale, key, variables),
});

const momentOf = ({ deps, locale }: Reading, at: number): string =>
  formatMoment(at, { zone: deps.config.timeZone, locale, now: deps.clock() });

/** How a submission ended, in words: who decided, and when. */
export async function describeOutcome(deps: Deps, locale: Locale, post: Post, outcome: Exclude<Outcome, "open">): Promise<string> {
  const reading = readingFor(deps, locale);
  const { t } = reading;
  if (outcome === "taken_back" || outcome === "replaced") return t(`review-${outcome}`);
  const by = { name: await findName(deps, post.decidedBy!), at: momentOf(reading, post.decidedAt!) };
  return outcome === "returned" ? t("review-returned", { ...by, reason: post.returnReason! }) : t("review-approved", by);
}

/** When an approved post goes out; "" = at once, as everyone expects. */
function describeStart(reading: Reading, post: Post): string {
  const { startAt } = post;
  if (startAt === null) return "";
  if (weeklyOf(post)) return describeTime(reading.deps, reading.locale, post);
  const key = startAt > reading.deps.clock() ? "review-start" : "review-start-passed";
  return reading.t(key, { at: momentOf(reading, startAt) });
}

/** The roles in which someone writes posts. */
async function describeRoles({ deps, t }: Reading, personId: number): Promise<string> {
  const roles = (await findActor(deps, personId))?.roles ?? [];
  return roles.map((role) => t(`role-${role}`)).join(t("people-list-comma"));
}

async function describeOpen(reading: Reading, post: Post, isAgain: boolean): Promise<string> {
  const { deps, locale, t } = reading;
  const author = await findName(deps, post.authorId);
  const submitted = { author, roles: await describeRoles(reading, post.authorId), name: namePost(t, post) };
  const lines = [
    isAgain ? t("review-again", { at: momentOf(reading, post.submittedAt!) }) : "",
    t("review-card", submitted),
    await describeReach(deps, locale, post),
    describeOptions(t, post),
    describeStart(reading, post),
    ...(await describeWords(deps, t, post)),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function openKeyboard(t: Speak, { id }: Post, version: number): InlineKeyboard {
  return new InlineKeyboard()
    .text(t("review-approve"), `review:approve:${id}:${version}`)
    .text(t("review-return"), `review:return:${id}:${version}`)
    .row()
    .text(t("review-show"), `review:show:${id}:${version}`);
}

/** A submission for an approver: who wrote it, whom it reaches, what can be done; or how it ended. */
export async function describeReview(deps: Deps, locale: Locale, post: Post, version: number, isAgain = false): Promise<Panel> {
  const reading = readingFor(deps, locale);
  const outcome = outcomeOf(post, version);
  if (outcome === "open") return { text: await describeOpen(reading, post, isAgain), keyboard: openKeyboard(reading.t, post, version) };
  const head = reading.t("review-card-closed", { author: await findName(deps, post.authorId), name: namePost(reading.t, post) });
  return { text: `${head}\n${await describeOutcome(deps, locale, post, outcome)}`, keyboard: new InlineKeyboard() };
}

/** The submission, if it is still to be decided, and by the one whom the message goes to: rights change while a card waits. */
async function findOpen(deps: Deps, delivery: Delivery): Promise<Post | undefined> {
  const decision = { id: delivery.subjectId, version: versionOf(delivery), actorId: delivery.chatId, ownerIds: deps.config.adminIds };
  const found = await findOpenReview(deps.db, decision);
  return found.ok ? found.post : undefined;
}

/** The post for an approver, just as its recipients get it; the card with the buttons follows. */
export async function preparePostReviewPreview(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const post = await findOpen(deps, delivery);
  if (!post) return { skip: "decided" };
  const { subjectId: postId, chatId, data } = delivery;
  const place = choosePlace(await findAudience(deps, post), await findLocale(deps, chatId));
  const [message] = await renderMessages(deps, post, place, { from: Number(data?.["from"] ?? 0) });
  const { shown, ...rendered } = message!;
  const outgoing = toOutgoing(rendered, { protect: post.protect });
  return {
    ...outgoing,
    recover: async (reason) => noteRichRefusal(deps, outgoing, reason),
    // A table may take several messages; the card follows the last.
    ...(shown === undefined ? {} : { again: deps.clock() }),
    afterSent: (tx, _ids, now) =>
      shown === undefined
        ? releaseCard(tx, { postId, version: versionOf(delivery), chatId }, now)
        : saveDeliveryData(tx, delivery.id, { ...data, from: shown }),
  };
}

/** The card with which an approver decides, the first time and when nobody has after a while. */
export async function preparePostReview(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const post = await findOpen(deps, delivery);
  if (!post) return { skip: "decided" };
  const isAgain = delivery.data?.["isAgain"] === true;
  const { text, keyboard } = await describeReview(deps, await findLocale(deps, delivery.chatId), post, versionOf(delivery), isAgain);
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}

/** What was decided, told to the author: a post that was given back, or waits for its time, comes with its buttons. */
export async function preparePostDecision(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (!post || post.decidedBy === null || post.submittedAt !== versionOf(delivery)) return { skip: "outdated" };
  if (postRightOf(await findWriter(deps, post.authorId)) === "none") return { skip: "author_gone" };
  const locale = await findLocale(deps, delivery.chatId);
  if (post.returnReason === null) {
    const reading = readingFor(deps, locale);
    const who = { approver: await findName(deps, post.decidedBy), name: namePost(reading.t, post) };
    if (post.state !== "scheduled" || post.startAt === null)
      return { method: "sendMessage", payload: { text: reading.t("post-approved", who) } };
    const said = reading.t("post-approved-scheduled", { ...who, at: momentOf(reading, post.startAt) });
    const { text, keyboard } = await describePost(deps, locale, post);
    // The message it was submitted with still says that it waits to be approved.
    return { method: "sendMessage", payload: { text: `${said}\n\n${text}`, reply_markup: keyboard }, afterSent: movePanel(post) };
  }
  if (post.state !== "draft") return { skip: "outdated" };
  const { text, keyboard } = await describePost(deps, locale, post);
  return {
    method: "sendMessage",
    payload: { text, reply_markup: keyboard },
    afterSent: movePanel(post),
  };
}
