import { Composer, InputFile } from "grammy";
import { mayUse } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import type { Rejection } from "../src/import/csv.ts";
import type { ImportReport } from "../src/import/report.ts";
import { isTableFile } from "../src/import/table-file.ts";
import { detectKind, importCsv, type ImportKind } from "../src/imports/service.ts";
import { findDialogue, saveDialogue } from "../src/people/service.ts";
import { isGoods } from "../src/supply/service.ts";
import { receiveTable } from "./table-files.ts";

const DIALOGUE = "import";
/** The author of a post is about to send its content, which may be a table too. */
const POST_DIALOGUE = "post";
const SHOWN_ROWS = 10;

const describe = (ctx: BotContext, { row, field, reason }: Rejection) => ({
  row: String(row),
  field: ctx.t("import-field", { field: field === "" ? "whole" : field }),
  reason: ctx.t("import-reason", { reason }),
});

const listFirst = (ctx: BotContext, rows: readonly Rejection[]): string[] =>
  rows.slice(0, SHOWN_ROWS).map((row) => ctx.t("import-row", describe(ctx, row)));

function describeRejected(ctx: BotContext, kind: ImportKind, rejected: readonly Rejection[]): string[] {
  const more = rejected.length - SHOWN_ROWS;
  const isKept = kind === "orders" && rejected.some(({ reason }) => reason === "unknown_licence");
  return [
    ...listFirst(ctx, rejected),
    more > 0 ? ctx.t("import-more", { more }) : ctx.t("import-fix"),
    ...(isKept ? [ctx.t("import-unclaimed")] : []),
  ];
}

/** What landed and is worth a second look: these rows need not be sent again. */
function describeNotes(ctx: BotContext, { warnings = [], claimed = 0 }: ImportReport): string[] {
  const more = warnings.length - SHOWN_ROWS;
  return [
    ...(claimed > 0 ? [ctx.t("import-claimed", { claimed })] : []),
    ...(warnings.length > 0 ? [ctx.t("import-outside", { count: warnings.length }), ...listFirst(ctx, warnings)] : []),
    ...(more > 0 ? [ctx.t("import-outside-more", { more })] : []),
  ];
}

function summarise(ctx: BotContext, kind: ImportKind, report: ImportReport): string {
  const { created, updated, unchanged, rejected } = report;
  const counts = { kind: ctx.t("import-kind", { kind }), created, updated, unchanged };
  const landed = created + updated + unchanged;
  if (rejected.length === 0 && landed === 0) return ctx.t("import-empty");
  if (rejected.length === 0) return [ctx.t("import-done", counts), ...describeNotes(ctx, report)].join("\n");
  const rejectedRows = new Set(rejected.map(({ row }) => row)).size;
  return [
    landed === 0 ? ctx.t("import-refused", counts) : ctx.t("import-partly", { ...counts, rejected: rejectedRows }),
    ...describeRejected(ctx, kind, rejected),
    ...describeNotes(ctx, report),
  ].join("\n");
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Every row that was found fault with as a CSV that Excel opens: it takes UTF-8 for GBK without the byte order mark. */
function listAll(ctx: BotContext, name: string, rows: readonly Rejection[]): InputFile {
  const lines = rows.map((rejection) => {
    const { row, field, reason } = describe(ctx, rejection);
    return [row, rejection.field, rejection.reason, quote(`${field}: ${reason}`)].join(",");
  });
  const text = ["row,field,reason,text", ...lines].join("\r\n");
  return new InputFile(Buffer.from(`\uFEFF${text}\r\n`), name);
}

/**
 * A document is meant for import when it says so (caption, or /import before it) or is a CSV file or an Excel workbook that nothing else
 * waits for.
 */
async function isForImport(deps: Deps, ctx: BotContext): Promise<boolean> {
  const { document, caption = "" } = ctx.message!;
  if (!mayUse(ctx.actor, "import")) return false;
  if (caption.startsWith("/")) return /^\/import\b/.test(caption);
  const dialogue = (await findDialogue(deps.db, ctx.from!.id))?.kind;
  if (dialogue === DIALOGUE) return true;
  return dialogue !== POST_DIALOGUE && /\.(csv|xlsx)$/i.test(document!.file_name ?? "");
}

async function takeDocument(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (!(await isForImport(deps, ctx))) return next();
  const document = ctx.message!.document!;
  if (!isTableFile(document.file_name, document.mime_type)) return void (await ctx.reply(ctx.t("import-not-csv")));
  const text = await receiveTable(ctx, document);
  if (text === undefined) return;
  const kind = detectKind(text);
  // A supply post's table.
  if (!kind && isGoods(text)) return next();
  if (!kind) return void (await ctx.reply(ctx.t("import-unknown-header")));
  const report = await importCsv(deps, kind, text, ctx.from!.id);
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  await ctx.reply(summarise(ctx, kind, report));
  const { rejected, warnings = [] } = report;
  if (rejected.length > SHOWN_ROWS) await ctx.replyWithDocument(listAll(ctx, "rejected.csv", rejected));
  if (warnings.length > SHOWN_ROWS) await ctx.replyWithDocument(listAll(ctx, "outside-window.csv", warnings));
}

/** /import and the tables (CSV, Excel) that admins send, in private: roster, calendar and orders, told apart by their headers. */
export function importsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("import", async (ctx) => {
    await saveDialogue(deps.db, ctx.from.id, { kind: DIALOGUE, data: {} }, deps.clock());
    await ctx.reply(ctx.t("import-intro"));
  });
  composer.command("import", (ctx) => ctx.reply(ctx.t("import-in-private")));
  inPrivate.on("message:document", (ctx, next) => takeDocument(deps, ctx, next));
  return composer;
}
