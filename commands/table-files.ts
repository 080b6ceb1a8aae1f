import type { Document } from "@grammyjs/types";
import type { BotContext } from "../src/context.ts";
import { readTableFile } from "../src/import/table-file.ts";
import { DOWNLOAD_LIMIT, DownloadError, downloadFile } from "../src/telegram/download.ts";
import { readOutcome } from "../src/telegram/outcomes.ts";

/** Why a file could not be had, as the sentence to answer with; faults and what a later attempt may mend are thrown on. */
function describeFailed(error: unknown): "import-too-big" | "import-not-downloaded" {
  if (error instanceof DownloadError) return error.reason === "too_big" ? "import-too-big" : "import-not-downloaded";
  const outcome = readOutcome(error);
  if (outcome.kind !== "refused") throw error;
  return outcome.reason.includes("file is too big") ? "import-too-big" : "import-not-downloaded";
}

async function download(ctx: BotContext, fileId: string): Promise<Uint8Array | undefined> {
  try {
    return await downloadFile(ctx.api, fileId);
  } catch (error) {
    await ctx.reply(ctx.t(describeFailed(error)));
    return undefined;
  }
}

/** The table in a document (CSV, or the first sheet of an Excel workbook) as CSV text; undefined when the sender was told why there is none. */
export async function receiveTable(ctx: BotContext, document: Document): Promise<string | undefined> {
  if ((document.file_size ?? 0) > DOWNLOAD_LIMIT) return void (await ctx.reply(ctx.t("import-too-big")));
  // A roster of ten thousand, or a workbook, takes seconds.
  await ctx.replyWithChatAction("typing");
  const bytes = await download(ctx, document.file_id);
  const file = bytes && (await readTableFile(bytes));
  if (file?.ok === false) await ctx.reply(ctx.t("import-file-refused", { reason: file.reason }));
  return file?.ok ? file.text : undefined;
}
