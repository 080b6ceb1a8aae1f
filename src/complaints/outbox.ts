import type { MessageEntity } from "@grammyjs/types";
import type { Complaint } from "../../db/complaints/facts.ts";
import type { NewDelivery } from "../../db/deliveries.ts";
import { LANE, type DeliveryKind } from "../telegram/rules.ts";
import { LONG_CAPTION, LONG_TEXT, type Received } from "./rules.ts";

/** What a message about a case says: a line of ours named by `note` ("bare": none), then the words or the file of a person. */
export type Note = {
  note:
    | "filed"
    | "added"
    | "edited"
    | "withdrawn"
    | "no_visit"
    | "visit_wanted"
    | "category"
    | "said"
    | "answer"
    | "corrected"
    | "asked"
    | "duplicate"
    | "merged"
    | "bare";
  text: string;
  entities?: MessageEntity[] | undefined;
  media?: Received["media"];
  from?: { chatId: number; messageId: number };
  /** Of a question: until when the desk waits for the answer. */
  until?: number;
  /** Shown because someone asked for the case, whatever became of it. */
  view?: boolean;
};

/** Leaves room below Telegram's 4,096. */
const CHUNK_LENGTH = 4_000;

/** Pieces that each fit into one message, never cut inside a character. */
function toChunks(text: string): string[] {
  const chunks: string[] = [];
  for (let rest = text; rest.length > 0;) {
    const isCut = /[\uD800-\uDBFF]/.test(rest.charAt(CHUNK_LENGTH - 1)) && rest.length > CHUNK_LENGTH;
    const end = isCut ? CHUNK_LENGTH - 1 : CHUNK_LENGTH;
    chunks.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return chunks;
}

/** A text that arrived as one message fits as one again; only what was put together from several must be cut. */
const toBodies = (text: string, entities?: MessageEntity[]): Note[] =>
  text.length <= 4_096 ? [{ note: "bare", text, entities }] : toChunks(text).map((chunk) => ({ note: "bare", text: chunk }));

/** The notes that pass a person's message on: one if it fits together with our line, else our line first and the message after it. */
export function toNotes(note: Note["note"], received: Received & { entities?: MessageEntity[] | undefined }): Note[] {
  const { text, entities, media, chatId, messageId } = received;
  const from = { chatId, messageId };
  if (!media) return text.length <= LONG_TEXT ? [{ note, text, entities }] : [{ note, text: "" }, ...toBodies(text, entities)];
  // What can only be copied brings its own caption or none, so our line needs a message of its own.
  if (media.kind === "other")
    return [
      { note, text, entities },
      { note: "bare", text: "", media, from },
    ];
  if (text.length <= LONG_CAPTION) return [{ note, text, entities, media, from }];
  return [
    { note, text, entities },
    { note: "bare", text: "", media, from },
  ];
}

type About = Pick<Complaint, "id">;

/** One cause tells one chat once. */
export const toKey = (cause: string, chatId: number): string => `${cause}-${chatId}`;

/** What caused a message, whichever chat it went to; read from the key's end, for a group may have got another id since. */
export const toCause = ({ dedupeKey }: { dedupeKey: string }): string => dedupeKey.replace(/-(-?\d+)$/, "");

/** Messages about a case to chats, one for each `key` and chat. */
export const toChats = (chats: number[], kind: DeliveryKind, { id }: About, key: string, data?: Record<string, unknown>): NewDelivery[] =>
  chats.map((chatId) => ({
    dedupeKey: toKey(`complaint-${id}-${key}`, chatId),
    kind,
    subjectId: id,
    lane: LANE.promise,
    chatId,
    ...(data ? { data } : {}),
  }));

type InRound = Pick<Complaint, "id" | "round">;

/** What is told once with every giving of promises: the keys of the first round must not swallow those of the next. */
export const keyInRound = ({ round }: Pick<Complaint, "round">, key: string): string => (round === 1 ? key : `${key}-round-${round}`);

/** Notes about a case to chats; `key` names what caused them, so that the same cause never tells twice. */
export const tellNotes = (chats: number[], about: About, key: string, notes: Note[]): NewDelivery[] =>
  notes.flatMap((note, index) => toChats(chats, "complaint_media", about, `${key}-${index}`, note));

/** The receipt to the shop; `key` tells a repeated one from the first. */
export const tellReceipt = (chats: number[], about: About, key = "receipt", data?: Record<string, unknown>): NewDelivery[] =>
  toChats(chats, "complaint_receipt", about, key, data).map((row) => ({ ...row, lane: LANE.reply }));

/** A file of a case and the message it came in. */
export type Attached = Pick<Received, "chatId" | "messageId"> & { media: NonNullable<Received["media"]> };

/** What follows a card: the words it only begins, and every file. */
function toFiling({ text }: Pick<Complaint, "text">, files: Attached[]): Note[] {
  const body = text.length > LONG_TEXT ? toBodies(text) : [];
  const notes = files.map(({ media, chatId, messageId }): Note => {
    const note = media.kind === "other" ? "bare" : "filed";
    return { note, text: "", media, from: { chatId, messageId } };
  });
  return [...body, ...notes];
}

/**
 * The card with all words and files of the filing; `key` tells one that goes out anew from the first. One that is `heldUntil` an instant
 * waits for the shop's word of whom it is about.
 */
export function tellCard(
  chats: number[],
  complaint: Complaint,
  files: Attached[],
  { key, heldUntil }: { key?: string; heldUntil?: number } = {},
): NewDelivery[] {
  const rows = [
    ...toChats(chats, "complaint_card", complaint, keyInRound(complaint, key ? `card-${key}` : "card")),
    ...tellNotes(chats, complaint, keyInRound(complaint, key ? `filed-${key}` : "filed"), toFiling(complaint, files)),
  ];
  return heldUntil === undefined ? rows : rows.map((row) => ({ ...row, data: { ...row.data, held: true }, notBefore: heldUntil }));
}

/** The case with its timeline and files, shown to one chat because someone there asked for it. */
export function tellView(chatId: number, complaint: Complaint, files: Attached[], key: string): NewDelivery[] {
  const notes = toFiling(complaint, files).map((note) => ({ ...note, view: true }));
  const rows = [
    ...toChats([chatId], "complaint_card", complaint, `view-${key}`, { view: true }),
    ...tellNotes([chatId], complaint, `view-${key}`, notes),
  ];
  return rows.map((row) => ({ ...row, lane: LANE.reply }));
}

/** The desk's words to the shop. */
export const tellAnswer = (readers: number[], about: About, key: string, notes: Note[]): NewDelivery[] =>
  notes.flatMap((note, index) =>
    toChats(readers, "complaint_answer", about, `${key}-${index}`, note).map((row) => ({ ...row, lane: LANE.reply })),
  );

/** The task of a door visit; `key` is the version of its due time, or what else makes it a new task. */
export const tellDoorVisit = (chats: number[], about: InRound, key: number | string = 1): NewDelivery[] =>
  toChats(chats, "door_visit", about, keyInRound(about, `door_visit-${key}`));

/** The task of a return visit; `key` names the further attempt, who got it later, or the start anew because its door visit did. */
export const tellReturnVisit = (chats: number[], about: InRound, key?: string): NewDelivery[] =>
  toChats(chats, "return_visit", about, keyInRound(about, key ? `return_visit-${key}` : "return_visit"));

/** That a case is closed, and until when the shop can have it taken up again. */
export const tellClosed = (readers: number[], about: InRound): NewDelivery[] =>
  toChats(readers, "complaint_closed", about, keyInRound(about, "closed"), { round: about.round });

/** Asks whether the answer helped. */
export const tellSolvedAsk = (readers: number[], about: InRound): NewDelivery[] =>
  toChats(readers, "complaint_solved", about, keyInRound(about, "solved"), { round: about.round }).map((row) => ({
    ...row,
    lane: LANE.reply,
  }));

/** Asks the desk why it came to the complaint; a case that is closed again is asked about again. */
export const tellCause = (chats: number[], about: About, closedAt: number): NewDelivery[] =>
  toChats(chats, "complaint_cause", about, `cause-${closedAt}`);
