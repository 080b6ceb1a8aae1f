import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Update } from "@grammyjs/types";

/** A Bot API server that knows getUpdates only: it forgets an update when a later offset confirms it, as Telegram does. */
export async function startUpdatesServer(onConfirm: (offset: number) => void = () => {}) {
  let queue: Update[] = [];
  const asked: Record<string, unknown>[] = [];
  const waiting = new Set<ServerResponse>();

  const answer = (response: ServerResponse) => response.end(JSON.stringify({ ok: true, result: queue }));
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const payload = JSON.parse(body) as { offset?: number };
      asked.push(payload);
      const { offset } = payload;
      if (offset !== undefined) {
        onConfirm(offset);
        queue = queue.filter((update) => update.update_id >= offset);
      }
      if (queue.length > 0) answer(response);
      else waiting.add(response);
      response.once("close", () => waiting.delete(response));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every getUpdates call, oldest first. */
    asked,
    isPolled: () => waiting.size > 0,
    /** What was not confirmed. */
    left: () => queue.map((update) => update.update_id),
    add(...updates: Update[]) {
      queue.push(...updates);
      for (const response of waiting) answer(response);
    },
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

export const textUpdate = (updateId: number, chatId = 501, text = `text ${updateId}`): Update => ({
  update_id: updateId,
  message: {
    message_id: updateId,
    date: 1,
    text,
    chat: { id: chatId, type: "private", first_name: "P" },
    from: { id: chatId, is_bot: false, first_name: "P" },
  },
});
