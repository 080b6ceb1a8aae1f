import type { WholeCase } from "../../../db/complaints/reads.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { findDeskGroup } from "../../groups/service.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf, quote } from "../head.ts";
import { isStillIn, readReaderOf } from "./recipients.ts";
import { toKeyboard } from "../notes.ts";
import { isDesk } from "../rights-rules.ts";
import { EXCERPT_LENGTH } from "../rules.ts";
import { ENDED, readTask } from "../tasks.ts";

const MINUTE_MS = 60_000;
/** Above this the due time alone says more than a count of minutes. */
const COUNTDOWN_MINUTES = 120;

type Told = WholeCase["promises"][number];

/** Whether the chat is still one that may be told of the promise; a desk's own group as long as the case is not restricted. */
async function mayBeTold(deps: Deps, chatId: number, { kind, ownerId }: Told, complaint: WholeCase["complaint"]): Promise<boolean> {
  if (chatId < 0) return complaint.restriction === null && (await findDeskGroup(deps.db, complaint.districtId))?.chatId === chatId;
  const actor = await readReaderOf(deps, complaint.id, chatId);
  if (isStillIn(actor, complaint, ownerId)) return true;
  return kind === "desk_reply" && complaint.restriction === null && isDesk(actor, complaint, false);
}

/** What the owner should know about who has it: that nobody took it yet, or that its owner can not be written to and the reader has to see to it. */
async function ownerLines(
  deps: Deps,
  chatId: number,
  { kind, owner, ownerId, complaintId }: Told,
  t: (key: string, variables?: Record<string, string>) => string,
) {
  if (ownerId === null) return kind === "desk_reply" && chatId < 0 ? [t("clock-unclaimed")] : [];
  const actor = chatId < 0 ? undefined : await readReaderOf(deps, complaintId, chatId);
  return actor?.officer?.id === ownerId ? [] : [t("clock-unreached", { owner: owner ?? "" })];
}

type Task = NonNullable<Awaited<ReturnType<typeof readTask>>>;

async function render(deps: Deps, chatId: number, { found, promise, reader, t }: Task, head: string): Promise<Prepared> {
  if (!(await mayBeTold(deps, chatId, promise, found.complaint))) return { skip: "not the reader's any more" };
  const lines = [
    head,
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    ...(await ownerLines(deps, chatId, promise, t)),
    ...(promise.kind === "desk_reply" ? [t("complaint-card-how")] : []),
  ];
  const keyboard = toKeyboard([[[t("promise-button-show"), `case:show:${found.complaint.id}`]]]);
  return {
    method: "sendMessage",
    payload: { text: lines.join("\n"), reply_markup: keyboard, link_preview_options: { is_disabled: true } },
  };
}

const readClock = (deps: Deps, delivery: Delivery) => readTask(deps, delivery, ({ id }) => id === delivery.data?.["promiseId"]);

/** A promise whose time is nearly up, to its owner. */
export async function preparePromiseWarning(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readClock(deps, delivery);
  if (!task) return ENDED;
  const { promise, reader, moment, t } = task;
  if (promise.breachedAt !== null || promise.dueAt <= reader.now) return { skip: "the promise is overdue" };
  if (promise.pausedAt !== null) return { skip: "its clock stands still" };
  const minutes = Math.ceil((promise.dueAt - reader.now) / MINUTE_MS);
  const left = minutes > COUNTDOWN_MINUTES ? "none" : String(minutes);
  return render(deps, delivery.chatId, task, t("clock-warning", { kind: promise.kind, due: moment(promise.dueAt), minutes: left }));
}

/** A promise whose clock goes on because the shop did not answer, to its owner. */
export async function preparePromiseResumed(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readClock(deps, delivery);
  if (!task) return ENDED;
  const { promise, reader, moment, t } = task;
  if (promise.pausedAt !== null) return { skip: "its clock stands still" };
  const isLate = promise.dueAt <= reader.now;
  const head = t(isLate ? "clock-resumed-late" : "clock-resumed", { kind: promise.kind, due: moment(promise.dueAt) });
  return render(deps, delivery.chatId, task, head);
}
