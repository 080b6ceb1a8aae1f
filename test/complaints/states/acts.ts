import { CANNED_REPLIES, COMPLAINT_CAUSES } from "../../../src/settings/service.ts";
import { keyOfCause } from "../../../src/complaints/service.ts";
import type { CaseDialogue } from "../../../commands/complaints/dialogues.ts";
import type { Part, States } from "./world.ts";
import { RETAILER, SPOUSE } from "../world.ts";

const SHOP: readonly number[] = [RETAILER, SPOUSE];
const HOUR_MS = 60 * 60_000;
export const DAY_MS = 24 * HOUR_MS;

export type Step = (w: States, who: number) => Promise<unknown>;
/** What a person can do about a case: step by step, until it is refused. `dialogue`: what waits for the words of the last step. */
export type Act = { by: Part; steps: Step[]; dialogue?: (w: States) => CaseDialogue };

type Data = string | ((w: States) => string);
export const press =
  (data: Data): Step =>
  (w, who) =>
    w.person(who).press(typeof data === "string" ? data : data(w));
const write =
  (text: string): Step =>
  (w, who) =>
    w.person(who).write(text);

/** Replies to a message of the bot about the case: in private if one came there, else (where everybody of a group can) to that of the desk. */
const replyTo =
  (kinds: string[], text: string): Step =>
  async (w, who) => {
    const deskId = w.desk!.id;
    const [own] = kinds.flatMap((kind) => w.messageOf(kind, who) ?? []);
    const [shown] = kinds.flatMap((kind) => w.messageOf(kind, deskId) ?? []);
    await w.reply(who, own === undefined ? w.desk : undefined, { messageId: own ?? shown ?? 1 } as never, { text });
  };

const editOpening: Step = async (w, who) => {
  const { chatId, messageId } = w.opening();
  const from = w.person(who).from;
  const chat = { id: chatId ?? who, type: "private" as const, first_name: "店主" };
  await w.person(who).edit({ message_id: messageId ?? 1, date: 1, chat, from, text: "" }, "更正：少了三条");
};

/** The shop's keyboard under its receipt, and the desk's under its card. */
const setCategory =
  (category: string): Step =>
  (w, who) =>
    w.person(who).press(`${SHOP.includes(who) ? "complain" : "case"}:set:1:${category}`);

const minutes = (w: States, ms: number): number => Math.floor((w.deps.clock() + ms) / 60_000);
const seconds = (w: States): number => Math.floor((w.deps.clock() + DAY_MS) / 1_000);
const one = (by: Part, data: Data): Act => ({ by, steps: [press(data)] });
const asked = (by: Part, first: string, text: string, dialogue: CaseDialogue): Act => ({
  by,
  steps: [press(first), write(text)],
  dialogue: () => dialogue,
});
const handed = (by: Part, kind: string, to: keyof States["staffs"]): Act => ({
  by,
  steps: [press(`case:hand:1:${kind}`), press((w) => `case:handto:1:${kind}-${w.staffs[to]}`)],
});
const named = (kind: string, to: keyof States["staffs"]): Act => ({
  by: "supervisor",
  steps: [press(`case:name:1:${kind}`), press((w) => `case:nameto:1:${kind}-${w.staffs[to]}`)],
});
const waived = (promise: "desk_reply" | "door_visit" | "return_visit"): Act =>
  asked("deputy", `case:waive:1:${promise}`, "已另行处理", { kind: "waive_reason", complaintId: 1, promise });
const postponed = (word: string, promise: "desk_reply" | "return_visit"): Act => ({
  by: "supervisor",
  steps: [press(`case:postpone:1:${word}`), press((w) => `case:postpone:1:${word}-${seconds(w)}`), write("明天再办")],
  dialogue: (w) => ({ kind: "postpone", complaintId: 1, promise, plannedAt: seconds(w) * 1_000 }),
});

export const ACTS = {
  claim: one("clerk", "case:claim:1"),
  release: one("clerk", "case:release:1"),
  reply: { by: "clerk", steps: [replyTo(["complaint_card"], "今天补送")] },
  canned: one("clerk", `case:cannedsend:1:${keyOfCause(CANNED_REPLIES[1])}`),
  ask: asked("clerk", "case:ask:1", "是哪一天的货？", { kind: "ask_shop", complaintId: 1 }),
  "hand desk": handed("clerk", "desk", "colleague"),
  "hand door": handed("manager", "door", "neighbour"),
  "hand return": handed("supervisor", "return", "deputy"),
  merge: { by: "clerk", steps: [press("case:dupto:1:2"), press("case:dupyes:1:2")] },
  "to advice": { by: "owner", steps: [setCategory("advice")] },
  "desk: to advice": { by: "clerk", steps: [setCategory("advice")] },
  "to attitude": { by: "owner", steps: [setCategory("attitude")] },
  "to other": { by: "owner", steps: [setCategory("other")] },
  withdraw: one("owner", "complain:withdraw-yes:1"),
  "no visit": one("owner", "complain:novisit-yes:1"),
  "visit after all": one("owner", "complain:revisit:1"),
  "other time": { by: "owner", steps: [press("complain:othertime:1"), press("complain:wish:1:morning")] },
  plan: { by: "manager", steps: [press("case:plan:1"), press((w) => `case:plan:1:${minutes(w, 3 * HOUR_MS)}`)] },
  nobody: { by: "manager", steps: [press("case:nobody:1"), press("case:nobody:1:yes")] },
  "nobody, end": one("manager", "case:nobodyend:1"),
  declined: asked("manager", "case:declined:1", "店主说不用来", { kind: "visit_declined", complaintId: 1 }),
  visited: asked("manager", "case:visited:1", "已补两条", { kind: "visit_result", complaintId: 1 }),
  "rate satisfied": one("supervisor", "case:rate:1:satisfied"),
  "rate so-so": one("supervisor", "case:rate:1:so_so"),
  "rate not satisfied": one("supervisor", "case:rate:1:not_satisfied"),
  confirm: one("supervisor", "case:confirm:1"),
  tried: one("supervisor", "case:tried:1"),
  "say satisfied": one("owner", "complain:said:1:satisfied"),
  "say not satisfied": one("owner", "complain:said:1:not_satisfied"),
  "say which": one("owner", "complain:which:1:door_visit"),
  "waive desk": waived("desk_reply"),
  "waive door": waived("door_visit"),
  "waive return": waived("return_visit"),
  reopen: asked("owner", "complain:reopen:1", "还是没补上", { kind: "reopen_words", complaintId: 1 }),
  solved: one("owner", "complain:solved:1"),
  unsolved: one("owner", "complain:unsolved:1"),
  "to complaint": one("owner", "complain:tocomplaint:1"),
  "name desk": named("desk", "colleague"),
  "name door": named("door", "neighbour"),
  "say whom": one("owner", "complain:about:1:desk"),
  "set about": { by: "supervisor", steps: [press("case:about:1"), press((w) => `case:aboutset:1:${w.staffs.manager}`)] },
  "a report": one("owner", "complain:report:1:yes"),
  "no report": one("owner", "complain:report:1:no"),
  lift: { by: "supervisor", steps: [press("case:lift:1"), press("case:liftyes:1")] },
  "postpone desk": postponed("desk", "desk_reply"),
  "postpone return": postponed("return", "return_visit"),
  cause: one("clerk", `case:cause:1:${keyOfCause(COMPLAINT_CAUSES[1])}`),
  "add words": { by: "owner", steps: [replyTo(["complaint_receipt"], "司机也没打电话")] },
  "edit words": { by: "owner", steps: [editOpening] },
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];
/** Acts that are mostly refused together. */
export const HANDING: ActName[] = ["hand desk", "hand door", "hand return"];
export const CHANGING: ActName[] = ["to advice", "desk: to advice", "to attitude", "to other"];
export const VISITING: ActName[] = ["plan", "nobody", "nobody, end", "declined", "visited"];
export const CALLING_OFF: ActName[] = ["no visit", "visit after all", "other time"];
export const RATING: ActName[] = ["rate satisfied", "rate so-so", "rate not satisfied", "confirm", "tried"];
export const SAYING: ActName[] = ["say satisfied", "say not satisfied", "say which"];
export const WAIVING: ActName[] = ["waive desk", "waive door", "waive return"];
export const TELLING: ActName[] = ["say whom", "a report", "no report"];
export const NAMING: ActName[] = ["name desk", "name door", "set about", "lift"];
export const POSTPONING: ActName[] = ["postpone desk", "postpone return"];
export const actOf = (name: ActName): Act => ACTS[name];
