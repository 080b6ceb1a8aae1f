import type { FastifyPluginAsync } from "fastify";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** What people write is shown as text only; this holds even if that once goes wrong. */
const CSP = "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** No segment may begin with a dot, so nothing outside the folder can be named. */
const FILE = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.(?:html|js|css|svg)$/;

/** The page's own files at /; everything else is not found. */
export function pageRoutes(dir: string): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Params: { "*": string } }>("/*", async (request, reply) => {
      const name = request.params["*"] || "index.html";
      const bytes = FILE.test(name) ? await readIfThere(join(dir, name)) : undefined;
      if (!bytes) return reply.callNotFound();
      // The files change under a running demo (git pull), and they are small.
      return reply
        .header("cache-control", "no-cache")
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", CSP)
        .type(TYPES[extname(name)] ?? "")
        .send(bytes);
    });
  };
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR")) return undefined;
    throw error;
  }
}
