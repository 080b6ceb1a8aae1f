import { endFile, startFile } from "./children.ts";
import type { Ledger } from "./server.ts";
import type { ServerSettings } from "./settings.ts";

export type BenchServer = {
  apiRoot: string;
  /** Forgets everything and takes these settings. */
  reset(settings: ServerSettings): Promise<void>;
  readLedger(): Promise<Ledger>;
  close(): Promise<void>;
};

/** The Bot API server in a process of its own, so that neither a contestant's load nor its stalls move the judge's clock. */
export async function startServer(): Promise<BenchServer> {
  const { child, ready } = await startFile("server.ts");
  const apiRoot = `http://127.0.0.1:${(ready as { port: number }).port}`;
  const control = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${apiRoot}/control/${path}`, { method: "POST", body: JSON.stringify(body) });
    return response.json();
  };
  return {
    apiRoot,
    async reset(settings) {
      await control("reset", settings);
    },
    readLedger: async () => (await control("ledger", {})) as Ledger,
    close: () => endFile(child),
  };
}
