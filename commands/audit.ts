import { Composer, InlineKeyboard, InputFile } from "grammy";
import type { BotContext } from "../src/context.ts";
import { formatMoment } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { exportAudit, nameQuestion, readQuestion, showAudit, type AuditQuestion } from "../src/audit/service.ts";
import { AUDIT_TOPICS, isAuditTopic } from "../src/audit/rules.ts";

const MAX_ECHO = 40;
const BUTTONS_A_ROW = 2;
const NONE = "-";

/** "20261123", or "-" for none. */
const toDigits = (date: string | undefined): string => date?.replaceAll("-", "") ?? NONE;

/** A question in a button's data, which it shares with what the button does: 55 of Telegram's 64 bytes while ids have ten digits. */
const dataOf = (action: string, { topic, actorId, from, to }: AuditQuestion, before?: number): string =>
  `audit:${action}:${[topic ?? NONE, actorId ?? NONE, toDigits(from), toDigits(to), ...(before === undefined ? [] : [before])].join(":")}`;

const DIGITS = /^(\d{4})(\d\d)(\d\d)$/;

/** The question in a button's data; undefined when it is an old or forged one. */
function readData(parts: string[]): { question: AuditQuestion; before: number | undefined } | undefined {
  const [topic = "", actor = "", from = "", to = "", before] = parts;
  const isReadable =
    (topic === NONE || isAuditTopic(topic)) &&
    (actor === NONE || Number.isSafeInteger(Number(actor))) &&
    [from, to].every((date) => date === NONE || DIGITS.test(date)) &&
    (before === undefined || Number.isSafeInteger(Number(before)));
  if (!isReadable) return undefined;
  const question: AuditQuestion = {
    ...(isAuditTopic(topic) ? { topic } : {}),
    ...(actor === NONE ? {} : { actorId: Number(actor) }),
    ...(from === NONE ? {} : { from: from.replace(DIGITS, "$1-$2-$3") }),
    ...(to === NONE ? {} : { to: to.replace(DIGITS, "$1-$2-$3") }),
  };
  return { question, before: before === undefined ? undefined : Number(before) };
}

function keyboardOf(ctx: BotContext, question: AuditQuestion, { isFirst, nextBefore }: { isFirst: boolean; nextBefore: number | null }) {
  const keyboard = new InlineKeyboard();
  if (!isFirst) keyboard.text(ctx.t("audit-newest"), dataOf("list", question));
  if (nextBefore !== null) keyboard.text(ctx.t("audit-older"), dataOf("list", question, nextBefore));
  keyboard.row();
  for (const [i, topic] of [undefined, ...AUDIT_TOPICS].entries()) {
    const { topic: _, ...rest } = question;
    const tick = topic === question.topic ? "✅ " : "";
    keyboard.text(tick + ctx.t("audit-topic", { topic: topic ?? "all" }), dataOf("list", topic ? { ...rest, topic } : rest));
    if (i % BUTTONS_A_ROW === 1) keyboard.row();
  }
  return keyboard.text(ctx.t("audit-csv"), dataOf("csv", question));
}

async function show(deps: Deps, ctx: BotContext, question: AuditQuestion, before?: number): Promise<unknown> {
  const { lines, nextBefore } = await showAudit(deps, ctx.locale, question, before);
  const head = ctx.t("audit-head", { what: await nameQuestion(deps, ctx.locale, question) });
  const text = [head, ...(lines.length === 0 ? [ctx.t("audit-none")] : lines)].join("\n");
  const other = { reply_markup: keyboardOf(ctx, question, { isFirst: before === undefined, nextBefore }) };
  return ctx.callbackQuery ? ctx.editMessageText(text, other) : ctx.reply(text, other);
}

async function write(deps: Deps, ctx: BotContext, text: string): Promise<unknown> {
  const read = await readQuestion(deps, text);
  if (read.ok) return show(deps, ctx, read.question);
  if (read.reason === "several") return ctx.reply(ctx.t("audit-several", { names: read.names.join(ctx.t("people-list-comma")) }));
  return ctx.reply(ctx.t("audit-unknown", { text: text.slice(0, MAX_ECHO) }));
}

const refuse = (ctx: BotContext, key: string) => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

/** The list goes to the one who asked, in private: it names people. */
async function sendCsv(deps: Deps, ctx: BotContext, question: AuditQuestion): Promise<unknown> {
  const result = await exportAudit(deps, ctx.locale, question, ctx.from!.id);
  if (!result.ok) return refuse(ctx, "audit-none");
  const now = deps.clock();
  const at = formatMoment(now, { zone: deps.config.timeZone, locale: ctx.locale, now });
  const caption = ctx.t("audit-csv-caption", { rows: result.rows, left: result.left, at });
  return ctx.api.sendDocument(ctx.from!.id, new InputFile(result.content, result.name), { caption });
}

async function tap(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const [, action, ...parts] = data.split(":");
  const read = readData(parts);
  if (!read) return refuse(ctx, "audit-button-old");
  return action === "csv" ? sendCsv(deps, ctx, read.question) : show(deps, ctx, read.question, read.before);
}

/** /audit and its buttons: who did what, for admins (src/access.ts), in private only. */
export function auditCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("audit", (ctx) => write(deps, ctx, ctx.match));
  composer.command("audit", (ctx) => ctx.reply(ctx.t("audit-in-private")));
  inPrivate.callbackQuery(/^audit:(list|csv):/, (ctx) => tap(deps, ctx, ctx.callbackQuery.data));
  return composer;
}
