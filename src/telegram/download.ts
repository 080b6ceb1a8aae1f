import type { Api } from "grammy";

/** The Bot API lets a bot download no more (TELEGRAM.md, Limits). */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
const DEFAULT_ROOT = "https://api.telegram.org";

/** A file could not be fetched. Neither its message nor a cause holds the address, which contains the token. */
export class DownloadError extends Error {
  readonly reason: "unreachable" | "refused" | "too_big";
  constructor(reason: DownloadError["reason"], detail: string) {
    super(`file download: ${detail}`);
    this.name = "DownloadError";
    this.reason = reason;
  }
}

async function readLimited(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // The size in the message is Telegram's word; what is kept in memory is ours to limit.
    if (size > maxBytes) throw new DownloadError("too_big", `more than ${maxBytes} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

/** The bytes of a file someone sent, from the Bot API server that `api` talks to. Throws a DownloadError, after 15 s at most. */
export async function downloadFile(api: Api, fileId: string, maxBytes = DOWNLOAD_LIMIT): Promise<Uint8Array> {
  const { file_path: path } = await api.getFile(fileId);
  if (path === undefined) throw new DownloadError("refused", "Telegram gave no path");
  const url = `${api.options?.apiRoot ?? DEFAULT_ROOT}/file/bot${api.token}/${path}`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" });
    if (!response.ok) throw new DownloadError("refused", `HTTP ${response.status}`);
    return await readLimited(response, maxBytes);
  } catch (error) {
    if (error instanceof DownloadError) throw error;
    const { name, cause } = error as Error & { cause?: { code?: string } };
    throw new DownloadError("unreachable", cause?.code ?? name);
  }
}
