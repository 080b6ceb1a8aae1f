import type { MessageEntity } from "@grammyjs/types";
import { findCase, findFacts, findReaders } from "../../../db/complaints/reads.ts";
import { findCaseIdByMessage } from "../../../db/complaints/entries.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import type { Deps } from "../../deps.ts";
import { change, closeIfComplete, findByKind, isDone, refuse, type Changed, type Refused } from "../change.ts";
import { tellAnswer, tellNotes, toNotes } from "../outbox.ts";
import { toMedia } from "../received.ts";
import type { CaseFacts, Complaint } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { WorkingCalendar } from "../../calendar/working-time.ts";
import { resumePromise } from "../clock.ts";
import { followDuplicate } from "./duplicate.ts";
import { refuseDesk, refuseMute } from "./rights.ts";
import { askHeld } from "../returns/start.ts";
import { type CaseActor, hasPart, isDesk, isShopPerson } from "../rights-rules.ts";
import { findCaseDeskChats } from "../case-recipients.ts";
import { endPromise } from "../promise-rules.ts";
import { type Received } from "../rules.ts";

type Said = { personId: number; complaintId: number; received: Received };
/** The message is what the person's dialogue about a case waited for. */
type Awaited = { endsDialogue?: boolean };

const isEmpty = ({ text, media }: Received): boolean => text.trim() === "" && media === null;

/** The shop's people, and for them whoever on staff filed the case: further pictures and corrected words are theirs to bring. */
const isTheShops = (actor: CaseActor, complaint: Complaint): boolean =>
  isShopPerson(actor, complaint) || (actor.officer !== undefined && complaint.filedBy === actor.personId && hasPart(actor, complaint));

/** Whoever answers has claimed. The time in which the desk waited for the shop is none of the desk's. */
function keepReply(facts: CaseFacts, now: number, calendar: WorkingCalendar): NonNullable<CaseChange["promises"]> {
  const promise = findByKind(facts, "desk_reply");
  if (promise?.state !== "open") return [];
  const resumed = promise.pausedAt === null ? undefined : resumePromise(promise, now, calendar);
  const state = endPromise(resumed?.dueAt ?? promise.dueAt, now);
  return [{ id: promise.id, ...resumed, state, endedAt: now, ownerId: promise.ownerId ?? facts.actor.officer?.id ?? null }];
}

/**
 * Passes the desk's words or file on to the person who complained and keeps the desk's promise, in time or late; a further answer is
 * just that. The same message twice is sent once. Refuses people who are not the desk of the district, and withdrawn and merged cases.
 */
export async function answerComplaint(
  deps: Deps,
  { personId, complaintId, received }: Said & { received: { entities?: MessageEntity[] | undefined } },
): Promise<(Changed & { isReachable: boolean; shopName: string }) | Refused> {
  const result = await change(deps, complaintId, personId, (facts, now) => {
    const { chatId, messageId, text } = received;
    const refused = refuseDesk(facts, { personId, complaintId, chatId });
    if (refused) return refused;
    if (isDone(facts, "answered", received)) return {};
    const muted = refuseMute(facts);
    if (muted) return muted;
    if (isEmpty(received)) return refuse("empty");
    return closeIfComplete(
      facts,
      {
        promises: keepReply(facts, now, deps.calendar),
        events: [{ kind: "answered", actorId: personId, chatId, messageId, text }],
        deliveries: [
          ...tellAnswer(facts.readers, facts.complaint, `answer-${chatId}-${messageId}`, toNotes("answer", received)),
          ...askHeld(facts),
        ],
      },
      now,
    );
  });
  if (!result.ok) return result;
  const isReachable = (await findReachable(deps.db, await findReaders(deps.db, result.complaint))).length > 0;
  return { ...result, isReachable, shopName: (await findCase(deps.db, complaintId))!.shop.shopName };
}

/**
 * Adds a further message of the shop to its case (of a merged one: to that in which it goes on) and tells the desk, whose clock goes on
 * if it waited for the shop; a closed case takes words too, for nothing said may be lost.
 * The same message twice is added once. Refuses other shops' people and withdrawn cases.
 */
export async function addToComplaint(
  deps: Deps,
  { personId, complaintId: named, received, endsDialogue = false }: Said & Awaited,
): Promise<Changed | Refused> {
  const complaintId = await followDuplicate(deps, named);
  const chats = await findChatsOf(deps, complaintId, personId);
  return change(deps, complaintId, personId, (facts, now) => {
    const { complaint, actor, events } = facts;
    const { chatId, messageId, text } = received;
    // The account manager's result came with an album: its other pictures belong to the case and are nobody's message.
    const isOfVisit = received.albumId !== null && events.some((event) => event.kind === "visited" && event.actorId === personId);
    if (!isTheShops(actor, complaint)) return isOfVisit ? { media: toMedia([received]) } : refuse("not_yours");
    if (isDone(facts, "added", received)) return { endsDialogue };
    const muted = refuseMute(facts);
    if (muted) return muted;
    if (isEmpty(received)) return refuse("empty");
    const reply = findByKind(facts, "desk_reply");
    // The shop was asked, and here is its answer.
    const isAwaited = reply?.state === "open" && reply.pausedAt !== null;
    return {
      endsDialogue,
      promises: isAwaited ? [resumePromise(reply, now, deps.calendar)] : [],
      events: [
        { kind: "added", actorId: personId, chatId, messageId, text },
        ...(isAwaited ? [{ kind: "resumed", actorId: personId, promise: "desk_reply" as const }] : []),
      ],
      media: toMedia([received]),
      deliveries: tellNotes(chats, complaint, `added-${chatId}-${messageId}`, toNotes("added", received)),
    };
  });
}

/**
 * Records the new words of a message that went into a case and passes them on: the shop's to the desk, the desk's answer to the shop.
 * Undefined when the message is of no case; refuses people who have no part in it.
 */
export async function noteEdit(
  deps: Deps,
  personId: number,
  received: Received & { entities?: MessageEntity[] | undefined },
): Promise<(Changed & { speaksTo: "shop" | "desk" }) | Refused | undefined> {
  const complaintId = await findCaseIdByMessage(deps.db, received.chatId, received.messageId);
  if (complaintId === undefined) return undefined;
  const chats = await findChatsOf(deps, complaintId, personId);
  let speaksTo: "shop" | "desk" = "desk";
  const result = await change(deps, complaintId, personId, (facts) => {
    const { complaint, actor, events, deskChatIds } = facts;
    const isAnswer = isDone(facts, "answered", received);
    if (isAnswer) speaksTo = "shop";
    const isTheirs = isAnswer ? isDesk(actor, complaint, deskChatIds.includes(received.chatId)) : isTheShops(actor, complaint);
    if (!isTheirs) return refuse("not_yours");
    const isOfMessage = (event: { chatId: number | null; messageId: number | null }) =>
      event.chatId === received.chatId && event.messageId === received.messageId;
    // Telegram also reports an edit when only a preview or a reaction changed.
    if (received.text.trim() === "" || events.findLast(isOfMessage)?.text === received.text) return {};
    const key = `edited-${received.messageId}-${events.filter(({ kind }) => kind === "edited").length}`;
    const words = { ...received, media: null };
    const told = isAnswer
      ? tellAnswer(facts.readers, complaint, key, toNotes("corrected", words))
      : tellNotes(chats, complaint, key, toNotes("edited", { ...words, entities: undefined }));
    const { chatId, messageId, text } = received;
    return {
      events: [{ kind: "edited", actorId: personId, chatId, messageId, text }],
      deliveries: complaint.state === "withdrawn" ? [] : told,
    };
  });
  return result.ok ? { ...result, speaksTo } : result;
}

async function findChatsOf(deps: Deps, complaintId: number, personId: number): Promise<number[]> {
  const facts = await findFacts(deps.db, complaintId, personId);
  return facts ? findCaseDeskChats(deps, facts.complaint, facts.promises) : [];
}
