import { finishDoorVisit } from "../../../src/complaints/service.ts";
import { CLERK, MANAGER, startWorld, type World } from "../world.ts";

export const HOUR_MS = 60 * 60_000;
export const DAY_MS = 24 * HOUR_MS;

let messages = 50_000;

/** The desk's words on the newest card, so that its promise is kept. */
export async function answer(w: World, text = "今天补送"): Promise<void> {
  const card = w.outbox().findLast(({ kind, state }) => kind === "complaint_card" && state === "sent")!;
  await w.reply(CLERK, w.desk, { messageId: card.messageId! } as never, { text });
  await w.deliver();
}

/** The account manager's result. */
export async function visit(w: World, text = "已补两条"): Promise<void> {
  const received = { chatId: MANAGER, messageId: ++messages, text, media: null, albumId: null };
  await finishDoorVisit(w.deps, { personId: MANAGER, complaintId: 1, received });
  await w.deliver();
}

/** A case that was answered and visited: the return visit is under way. */
export async function startReturn(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const w = await startWorld(options);
  await w.fileOne();
  await answer(w);
  await visit(w);
  return w;
}

/** A question that was answered. */
export async function startAdvice(text = "新品什么时候到货"): Promise<World> {
  const w = await startWorld();
  await w.person(100).write("💬 问客服");
  await w.person(100).write(text);
  await w.deliver();
  await answer(w, "下周三");
  return w;
}

export const kindsOf = (w: World): string[] => w.timeline().map(({ kind }) => kind);
export const chatsOf = (w: World, kind: string): number[] =>
  w
    .outbox()
    .filter((row) => row.kind === kind)
    .map(({ chatId }) => chatId);
export const promiseOf = (w: World, kind: string, round = 1) => w.promised().find((row) => row.kind === kind && row.round === round);
