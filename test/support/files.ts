import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Bot API server that has files only: what it answers, by path below /file/bot<token>/ (a number is a status). */
export async function startFileServer() {
  const files = new Map<string, Buffer | number>();
  const server = createServer((request, response) => {
    const file = files.get(request.url!.replace(/^\/file\/bot[^/]+\//, ""));
    if (file === undefined || typeof file === "number") response.writeHead(file ?? 404).end("{}");
    else response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    files,
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
