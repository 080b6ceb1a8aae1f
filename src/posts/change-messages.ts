import { InlineKeyboard, type Api } from "grammy";
import { addDeliveries, saveDeliveryData, type AfterSent, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import { countChange, countUnderWay, saveLearnt, wakeProgress, type ChangeCounts, type ChangeKind } from "../../db/posts/changes.ts";
import { findPost, type Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import { LANE } from "../telegram/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import { describeChange, describeOutcome } from "./change-words.ts";
import { mayReadNames } from "./follow.ts";
import { PROGRESS_EVERY_MS } from "./rules.ts";

/** Which change a row speaks of, the message that shows how it goes, and what that said last. */
type Change = { change: ChangeKind; revision: number; messageId: number | null; text?: string };

/** A newer change, or the recall, has a report of its own. */
const isOver = (post: Post, { change, revision }: Change): boolean =>
  change === "post_edit" && (post.state === "recalled" || post.revision !== revision);

/** What is still to be done; of a recall also what may arrive yet and is to be taken back then. */
async function countLeft(deps: Deps, post: Post, { change, revision }: Change): Promise<ChangeCounts> {
  const counts = await countChange(deps.db, change, post.id, revision);
  const coming = change === "post_recall" ? await countUnderWay(deps.db, post.id) : 0;
  return { ...counts, total: counts.total + coming, left: counts.left + coming };
}

/** The report goes to whom the progress went. */
const reportOf = ({ id, chatId, subjectId }: Delivery, { change, revision }: Change): NewDelivery => ({
  dedupeKey: `post-change-report-${id}`,
  kind: "post_change_report",
  subjectId,
  lane: LANE.post,
  chatId,
  data: { change, revision },
});

async function sendOutcome(deps: Deps, post: Post, { change, revision }: Change, chatId: number): Promise<Prepared> {
  const outcome = { kind: change, revision, hasNames: await mayReadNames(deps, post.id, chatId) };
  const text = await describeOutcome(deps, await findLocale(deps, chatId), post, outcome);
  return { method: "sendMessage", payload: { text } };
}

/** What came of a change, told to whoever made it. */
export async function preparePostChangeReport(deps: Deps, { subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  const change = data as Change;
  if (!post) return { skip: "not_found" };
  return isOver(post, change) ? { skip: "outdated" } : sendOutcome(deps, post, change, chatId);
}

/** The message with the question tells how the change goes until nothing of it is left; then the report follows. */
export async function preparePostChangeProgress(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const { id, subjectId, chatId } = delivery;
  const post = await findPost(deps.db, subjectId);
  const change = delivery.data as Change;
  if (!post) return { skip: "not_found" };
  if (isOver(post, change)) return { skip: "outdated" };
  const counts = await countLeft(deps, post, change);
  const nextAt = deps.clock() + PROGRESS_EVERY_MS;
  // Who has no message to look at gets the report when its time has come.
  if (change.messageId === null) return counts.left > 0 ? { later: nextAt } : sendOutcome(deps, post, change, chatId);
  const text = describeChange(deps, await findLocale(deps, chatId), post, { kind: change.change, ...counts });
  if (counts.left > 0 && text === change.text) return { later: nextAt };
  const afterSent: AfterSent = (tx, _ids, now) => {
    saveDeliveryData(tx, id, { ...change, text });
    if (counts.left > 0) return;
    addDeliveries(tx, [reportOf(delivery, change)], now);
    if (change.change === "post_recall") wakeProgress(tx, subjectId, now);
  };
  return {
    method: "editMessageText",
    payload: { message_id: change.messageId, text, reply_markup: new InlineKeyboard() },
    afterSent,
    ...(counts.left > 0 ? { again: nextAt, isCosmetic: true } : {}),
    // Whoever deleted the message gets the report all the same.
    recover: async () => {
      await saveLearnt(deps.db, id, { ...change, messageId: null });
      return true;
    },
  };
}
