import { Composer, InlineKeyboard, type CallbackQueryContext, type CommandContext } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { complaintChoices, takeMeasure, tapComplaints, writeComplaints } from "./reports/complaints.ts";
import { orderChoices, tapOrders, writeOrders } from "./reports/orders.ts";

type Report = {
  /** The word behind /report. */
  words: RegExp;
  write: (deps: Deps, ctx: BotContext, words: string) => Promise<unknown>;
  choices: (deps: Deps, ctx: BotContext) => { text: string; callback_data: string }[];
  /** The first parts of its buttons' data, behind "report:". */
  actions: readonly string[];
  tap: (deps: Deps, ctx: BotContext, data: string[]) => Promise<unknown>;
};

/** Each report there is, with what it answers to. */
const REPORTS: readonly Report[] = [
  {
    words: /^(?:orders?|订货|订单)(?=\s|$)/i,
    write: writeOrders,
    choices: orderChoices,
    actions: ["orders", "csv", "cut"],
    tap: tapOrders,
  },
  {
    words: /^(?:complaints?|投诉)(?=\s|$)/i,
    write: writeComplaints,
    choices: complaintChoices,
    actions: ["complaints", "cchart", "ccsv", "cnote", "ccancel"],
    tap: tapComplaints,
  },
];

const MAX_ECHO = 40;

async function write(deps: Deps, ctx: CommandContext<BotContext>): Promise<unknown> {
  const quote = { reply_parameters: { message_id: ctx.msgId, allow_sending_without_reply: true } };
  // Reports name shops, which are nobody else's business.
  if (ctx.chat.type !== "private") return ctx.reply(ctx.t("report-private"), quote);
  const words = ctx.match.normalize("NFKC").trim();
  const report = REPORTS.find((each) => each.words.test(words));
  if (report) return report.write(deps, ctx, words.replace(report.words, "").trim());
  if (words !== "") return ctx.reply(ctx.t("report-unknown", { text: words.slice(0, MAX_ECHO) }));
  const choices = REPORTS.flatMap((each) => each.choices(deps, ctx));
  return ctx.reply(ctx.t("report-choose"), { reply_markup: new InlineKeyboard(choices.map((choice) => [choice])) });
}

async function tap(deps: Deps, ctx: CallbackQueryContext<BotContext>, next: () => Promise<void>): Promise<unknown> {
  const data = ctx.callbackQuery.data.split(":").slice(1);
  const report = REPORTS.find(({ actions }) => actions.includes(data[0] ?? ""));
  return report ? report.tap(deps, ctx, data) : next();
}

/** /report: what became of the company's service, for the staff who answer for it. */
export function reportsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("report", (ctx) => write(deps, ctx));
  composer.callbackQuery(/^report:/, (ctx, next) => tap(deps, ctx, next));
  composer.chatType("private").on("message", async (ctx, next) => {
    if (!(await takeMeasure(deps, ctx))) await next();
  });
  return composer;
}
