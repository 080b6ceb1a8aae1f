import { isDeepStrictEqual } from "node:util";
import { declineProposal, findOpenProposal, revisePost, saveProposal, type AnswerRefusal, type Proposed } from "../../db/posts/revise.ts";
import { countPost, findPost, type Post, type PostPart } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import type { Goods } from "../supply/rules.ts";
import type { WordsRefusal } from "./approval.ts";
import { canBecome, findChangedItems } from "./change-rules.ts";
import { checkContent, type ContentRefusal } from "./drafts.ts";
import { findStoppingWords } from "./guard.ts";
import { findTable, hasTable } from "./messages-of.ts";
import { isStarted, leadOf } from "./rules.ts";
import { maySendAlone } from "./writers.ts";

export type Reviser = { id: number; roles: readonly string[] };

/** What goes out only after someone else has looked at it is not changed behind that person's back. */
const needsApproval = async (deps: Deps, { id }: Reviser): Promise<boolean> => !(await maySendAlone(deps, id));

export type ProposalRefusal =
  | ContentRefusal
  | WordsRefusal
  /** `same`: nobody changed a word; `reverted`: it reads as it was sent, and the question about it is closed. */
  | { ok: false; reason: "same" | "reverted" | "waiting" | "recalled" | "nowhere" | "media_kind" | "table" | "needs_approval" };

async function refuseWords(deps: Deps, post: Post, { parts, goods }: Proposed): Promise<WordsRefusal | undefined> {
  const words = await findStoppingWords(deps, { ...post, parts, ...(goods ? { goods } : {}) });
  return words.length > 0 ? { ok: false, reason: "words", words } : undefined;
}

/** Why a sent post can not come to say this, or undefined. */
async function refuseChange(deps: Deps, post: Post, proposed: Proposed, actor: Reviser): Promise<ProposalRefusal | undefined> {
  if (post.state === "recalled") return { ok: false, reason: "recalled" };
  if (!isStarted(post.state)) return { ok: false, reason: "waiting" };
  if (await needsApproval(deps, actor)) return { ok: false, reason: "needs_approval" };
  const { parts } = proposed;
  if (!parts.every((part, at) => canBecome(post.parts[at]!, part, parts.length > 1))) return { ok: false, reason: "media_kind" };
  const isTable = await hasTable(deps, post);
  const refusal = checkContent(deps, { ...post, parts }, isTable) ?? (await refuseWords(deps, post, proposed));
  if (refusal) return refusal;
  const { sent, left } = await countPost(deps.db, post.id);
  return sent + left === 0 ? { ok: false, reason: "nowhere" } : undefined;
}

/**
 * Puts an edited message in its place, or in that of part `at`; what came with a table that is no part of the post takes the words' place,
 * if it has any.
 */
function putIn(before: readonly PostPart[], part: PostPart, { isTable, at }: { isTable: boolean; at: number | undefined }): PostPart[] {
  const [first] = before;
  if (at !== undefined) return before.with(at, part);
  const isOwn = before.some(({ messageId }) => messageId === part.messageId);
  if (isTable && !isOwn) return part.text === "" ? [...before] : [{ ...first!, text: part.text, entities: part.entities }];
  return before.map((each) => (each.messageId === part.messageId ? part : each));
}

type Change = { part: PostPart; goods?: readonly Goods[]; at?: number; cause: number };

/**
 * The author edited the message behind a sent post, or gave it another table: asks whether to change it everywhere. What another edit
 * proposed and was not answered yet is in it. `at`: the part that a new message is to take the place of; `cause`: the update's id. Refused
 * like a draft's content, and when the post can not be changed.
 */
export async function proposeEdit(
  deps: Deps,
  post: Post,
  { part, goods: given, at, cause }: Change,
  actor: Reviser,
): Promise<{ ok: true } | ProposalRefusal> {
  // A table that came into the draft by itself is none of its parts, and becomes nothing but another table.
  if (given === undefined && at === undefined && !post.parts.some(({ messageId }) => messageId === part.messageId))
    return { ok: false, reason: "table" };
  const open = await findOpenProposal(deps.db, post);
  const sent = await findTable(deps, post);
  const before = { parts: open?.parts ?? post.parts, goods: open?.goods ?? sent };
  const after = { parts: putIn(before.parts, part, { isTable: given !== undefined, at }), goods: given ?? before.goods };
  const isSame = (one: Required<Proposed>) =>
    findChangedItems(one.parts, after.parts).length === 0 && isDeepStrictEqual(one.goods, after.goods);
  if (isSame(before)) return { ok: false, reason: "same" };
  if (open && isSame({ parts: post.parts, goods: sent })) {
    await declineProposal(deps.db, { postId: post.id, proposalId: open.id, answer: "reverted" });
    return { ok: false, reason: "reverted" };
  }
  const proposed = { parts: after.parts, ...(isDeepStrictEqual(sent, after.goods) ? {} : { goods: after.goods }) };
  const refusal = await refuseChange(deps, post, proposed, actor);
  if (refusal) return refusal;
  await saveProposal(deps.db, { post, ...proposed, cause, actorId: actor.id }, deps.clock());
  deps.kickSender();
  return { ok: true };
}

/** Where a new message goes in a post, which is where its words are, and as what: a text leaves a picture as it is. */
export function inPlaceOfLead(post: Post, part: PostPart): { at: number; part: PostPart } {
  const lead = leadOf(post.parts);
  const isCaption = part.media === null && lead.media !== null;
  const content = isCaption ? { ...lead, text: part.text, entities: part.entities } : { ...part, messageId: lead.messageId };
  return { at: post.parts.indexOf(lead), part: content };
}

export type EditRefusal = AnswerRefusal | WordsRefusal | { ok: false; reason: "not_yours" | "needs_approval" };
type Answer = { postId: number; proposalId: number; messageId: number | null };

/** Why someone can not change a post that was sent: its author with the right to send can, and an admin. */
export async function refuseReviser(deps: Deps, postId: number, actor: Reviser): Promise<EditRefusal | undefined> {
  const post = await findPost(deps.db, postId);
  if (!post) return { ok: false, reason: "not_found" };
  if (post.authorId !== actor.id && !actor.roles.includes("admin")) return { ok: false, reason: "not_yours" };
  return (await needsApproval(deps, actor)) ? { ok: false, reason: "needs_approval" } : undefined;
}

/**
 * Changes the post everywhere, once; refused for others, for words that must not be in it, for a question that was answered or is out of
 * date, and after a recall.
 */
export async function changeEverywhere(
  deps: Deps,
  { postId, proposalId, messageId }: Answer,
  actor: Reviser,
): Promise<{ ok: true; places: number } | EditRefusal> {
  const post = await findPost(deps.db, postId);
  const proposal = post && (await findOpenProposal(deps.db, post));
  // Words may have been listed since the question was asked.
  const refusal = (await refuseReviser(deps, postId, actor)) ?? (proposal && (await refuseWords(deps, post, proposal)));
  if (refusal) return refusal;
  const result = await revisePost(deps.db, { postId, proposalId, actorId: actor.id, messageId }, deps.clock());
  if (result.ok) deps.kickSender();
  return result;
}

/** Leaves the post as it is; refused like the change. */
export async function leaveAsIs(
  deps: Deps,
  { postId, proposalId }: Omit<Answer, "messageId">,
  actor: Reviser,
): Promise<{ ok: true } | EditRefusal> {
  return (await refuseReviser(deps, postId, actor)) ?? declineProposal(deps.db, { postId, proposalId, answer: "no" });
}
