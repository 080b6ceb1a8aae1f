import type { Message } from "@grammyjs/types";
import { supplyItems } from "../../db/supply.tables.ts";
import { startFileServer } from "../support/files.ts";
import { buttonsOf, startPosting } from "../posts/support.ts";

export const HEADER = "品名,规格,批发价,建议零售价,1-10档,11-20档,21档以上";
export const GOODS = `${HEADER}\n红塔山(硬经典),20支,68,75,1,2,5\n中华(硬),20支,380.5,450,,1,不限\n`;
export const WARNING = "⚠️ 吸烟有害健康。禁止向未成年人售烟。";
/** Below a table with quotas, in the group. */
export const TAIL = `📋 自己店的限量，私聊我发 /supply 查。\n${WARNING}`;

/** A table of so many lines, numbered from `first` on. */
export const table = (lines: number, first = 0) =>
  `${HEADER}\n${Array.from({ length: lines }, (_, at) => `卷烟牌号第${first + at}号(硬),20支,${100 + at},${120 + at},1,2,3`).join("\n")}\n`;

/** startPosting with files to send: documents of tables. */
export async function startSupply(options: Parameters<typeof startPosting>[0] & { isOld?: boolean } = {}) {
  const server = await startFileServer();
  const t = await startPosting({ ...options, env: { BOT_API_ROOT: server.root } });
  // What a Bot API server from before rich messages says.
  if (options.isOld)
    t.refuse((method) => (method === "sendRichMessage" ? { error_code: 404, description: "Not Found: method not found" } : undefined));
  let files = 0;

  const document = (content: string | Buffer, name = "货源.csv") => {
    const id = `file-${(files += 1)}`;
    server.files.set(id, Buffer.from(content));
    return { document: { file_id: id, file_unique_id: id, file_name: name, file_size: content.length } };
  };
  return {
    ...t,
    document,
    /** The author sends a table. */
    sendTable: (content: string | Buffer, more: { name?: string; [key: string]: unknown } = {}): Promise<Message> => {
      const { name, ...rest } = more;
      return t.author.send({ ...document(content, name), ...rest });
    },
    /** What a chat shows after everything that was sent to it and changed there, in order. */
    shownIn: (chatId: number): { text: string; buttons: string[] }[] => {
      const shown = new Map<number, { text: string; buttons: string[] }>();
      for (const call of t.calls.filter(({ payload }) => payload.chat_id === chatId)) {
        const id = call.method.startsWith("edit") ? Number(call.payload["message_id"]) : call.messageId;
        shown.set(id, { text: call.payload.text ?? JSON.stringify(call.payload["rich_message"]), buttons: buttonsOf(call) });
      }
      return [...shown].toSorted(([a], [b]) => a - b).map(([, message]) => message);
    },
    goods: () => t.db.select().from(supplyItems).all(),
    /** What a chat was shown of tables: the texts in a fixed-width font. */
    tablesTo: (chatId: number) =>
      t.calls
        .filter(({ payload }) => payload.chat_id === chatId)
        .flatMap(({ payload }) =>
          ((payload["entities"] ?? []) as { type: string; offset: number; length: number }[])
            .filter(({ type }) => type === "pre")
            .map(({ offset, length }) => payload.text!.slice(offset, offset + length)),
        ),
    close: async () => {
      t.close();
      await server.close();
    },
  };
}

export type Supply = Awaited<ReturnType<typeof startSupply>>;
