import type { Call } from "../../support/bot.ts";
import type { Act } from "./acts.ts";
import type { State } from "./faults.ts";
import { PLACE_KINDS } from "./messages.ts";
import type { Telegram } from "./telegram.ts";
import { OUTSIDE } from "./world.ts";

/** Who has no part in the writing has changed nothing but their own "read", and was told nothing that has not gone out. */
export function judgeOutsider(who: number, before: State, after: State, told: Call[]): string[] {
  if (!OUTSIDE.includes(who)) return [];
  const same = (key: "posts" | "goods" | "audits" | "rows") => JSON.stringify(before[key]) === JSON.stringify(after[key]);
  const changed = (["posts", "goods", "audits", "rows"] as const).filter((key) => !same(key));
  const unsent = after.posts
    .filter(({ sentAt }) => sentAt === null)
    .flatMap(({ parts }) => parts.map(({ text }) => text))
    .filter((text) => text !== "");
  const leaks = told.filter(({ payload }) => unsent.some((text) => JSON.stringify(payload).includes(text)));
  return [...changed.map((key) => `${who} changed ${key}`), ...leaks.map(({ method }) => `${who} was told of an unsent post by ${method}`)];
}

/** A tap gets its answer, and words an answer in their chat, at once or with the outbox. */
export function judgeSilence(act: Act, after: State, before: State, told: Call[]): string[] {
  const answers = told.filter(({ method }) => method === "answerCallbackQuery");
  const isSeen =
    told.some(({ method, payload }) => /^(send|edit)/.test(method) || Boolean(payload.text)) || after.rows.length > before.rows.length;
  if (act.kind === "press" || act.kind === "use" || act.kind === "know")
    return answers.length > 0 && isSeen ? [] : ["a tap was not answered"];
  return ["say", "compose", "publish"].includes(act.kind) && !isSeen ? ["a message was not answered"] : [];
}

/** Twice only where Telegram did not tell, and after two such only because a person chose so. */
export function judgeCopies({ rows }: State, telegram: Telegram): string[] {
  return rows
    .filter(({ kind }) => PLACE_KINDS.includes(kind))
    .flatMap(({ id, kind, subjectId, chatId }) => {
      const [taken = 0, lost = 0] = [telegram.taken.get(id), telegram.lost.get(id)];
      const isTooOften = taken > 1 + lost || (telegram.doubts.get(id) ?? 0) > 2;
      return isTooOften ? [`${kind} of post ${subjectId} was taken ${taken} times in ${chatId}, ${lost} times without an answer`] : [];
    });
}

/** A recalled post stands nowhere where it could have been deleted or replaced. */
export function judgeRecalled({ posts }: State, telegram: Telegram): string[] {
  return [...telegram.shown].flatMap(([place, { row, words: said }]) => {
    const post = row && PLACE_KINDS.includes(row.kind) && posts.find(({ id }) => id === row.subjectId);
    if (!row || !post || post.state !== "recalled" || said.includes("撤回")) return [];
    return telegram.kept.has(`${post.id}:${row.chatId}`) || telegram.gone.has(row.chatId)
      ? []
      : [`post ${post.id} was recalled and stands at ${place}: ${said}`];
  });
}
