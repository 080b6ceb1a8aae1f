import type { Document, Message } from "@grammyjs/types";
import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import type { Rejection } from "../../src/import/csv.ts";
import { isTableFile } from "../../src/import/table-file.ts";
import { listSome } from "../../src/posts/naming.ts";
import { findTableDraft } from "../../src/posts/service.ts";
import { isGoods, readGoods, type GoodsTable } from "../../src/supply/service.ts";
import { receiveTable } from "../table-files.ts";

/** As many broken lines, or unknown columns, as an author reads; the rest is counted. */
const SHOWN_ROWS = 10;

/** The table of goods that a message brings, if it brings one. */
export const tableOf = ({ document, media_group_id: albumId }: Message): Document | undefined =>
  document && albumId === undefined && isTableFile(document.file_name, document.mime_type) ? document : undefined;

function describeField(ctx: BotContext, field: string): string {
  if (field.startsWith("quota ")) return ctx.t("supply-field-quota", { groups: field.slice("quota ".length) });
  return ctx.t("supply-field", { field: field === "" ? "whole" : field });
}

function describeRows(ctx: BotContext, rejected: readonly Rejection[]): string[] {
  const lines = rejected
    .slice(0, SHOWN_ROWS)
    .map(({ row, field, reason }) =>
      ctx.t("supply-row", { row: String(row), field: describeField(ctx, field), reason: ctx.t("supply-reason", { reason }) }),
    );
  return rejected.length > SHOWN_ROWS ? [...lines, ctx.t("supply-more", { n: rejected.length - SHOWN_ROWS })] : lines;
}

/** A header cell may hold anything: its beginning tells which one is meant. */
const HEADER_SHOWN = 40;

function describeIgnored(ctx: BotContext, { ignored }: GoodsTable): string[] {
  const columns = ignored.map((name) => (name.length > HEADER_SHOWN ? `${name.slice(0, HEADER_SHOWN)}…` : name));
  return columns.length === 0 ? [] : [ctx.t("supply-ignored", { columns: listSome(ctx.t, columns, SHOWN_ROWS) })];
}

async function refuse(ctx: BotContext, { rejected, ignored }: GoodsTable): Promise<void> {
  const lines = rejected.length === 0 ? [ctx.t("supply-empty")] : [ctx.t("supply-refused"), ...describeRows(ctx, rejected)];
  const isHeader = rejected.length === 0 || rejected.some(({ reason }) => reason.endsWith("_column"));
  const rest = isHeader ? [ctx.t("supply-columns")] : describeIgnored(ctx, { goods: [], rejected, ignored });
  await ctx.reply([...lines, ...rest, ctx.t("supply-fix")].join("\n"));
}

async function askPartly(ctx: BotContext, table: GoodsTable): Promise<void> {
  const good = table.goods.length;
  const bad = new Set(table.rejected.map(({ row }) => row)).size;
  const keyboard = new InlineKeyboard()
    .text(ctx.t("supply-use-good", { good }), "post:good")
    .row()
    .text(ctx.t("post-cancel"), "post:cancel");
  const lines = [ctx.t("supply-partly", { good, bad }), ...describeRows(ctx, table.rejected), ...describeIgnored(ctx, table)];
  await ctx.reply([...lines, ctx.t("supply-partly-ask", { good })].join("\n"), { reply_markup: keyboard });
}

/** What became of a file: a table to go on with, a question to its author about its broken lines, or an answer why there is none. */
export type TableTaken = { state: "read"; table: GoodsTable } | { state: "asked" } | { state: "refused" };

/** Reads the goods of a document; `isAccepted`: its author has seen the broken lines and goes on without them. */
export async function readTable(ctx: BotContext, document: Document, isAccepted: boolean): Promise<TableTaken> {
  const text = await receiveTable(ctx, document);
  if (text === undefined) return { state: "refused" };
  const table = readGoods(text);
  if (table.goods.length === 0) {
    await refuse(ctx, table);
    return { state: "refused" };
  }
  if (table.rejected.length === 0 || isAccepted) {
    const ignored = describeIgnored(ctx, table);
    if (ignored.length > 0 && !isAccepted) await ctx.reply(ignored.join("\n"));
    return { state: "read", table };
  }
  await askPartly(ctx, table);
  return { state: "asked" };
}

/**
 * What a table sent unasked is for: the author's draft that it can go into, or a new draft when it is a table of goods. "answered": its
 * author was told why it can not be read.
 */
export async function findPurpose(deps: Deps, ctx: BotContext, document: Document): Promise<{ postId?: number } | "none" | "answered"> {
  const draft = await findTableDraft(deps, ctx.from!.id);
  if (draft) return { postId: draft.id };
  const text = await receiveTable(ctx, document);
  if (text === undefined) return "answered";
  return isGoods(text) ? {} : "none";
}
