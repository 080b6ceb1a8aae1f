import { once } from "node:events";
import { forkFile } from "./children.ts";
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
  const child = forkFile("server.ts");
  const failed = once(child, "exit").then(() => Promise.reject(new Error("the bench server did not start")));
  const [{ port }] = (await Promise.race([once(child, "message"), failed])) as [{ port: number }];
  failed.catch(() => {});
  const apiRoot = `http://127.0.0.1:${port}`;
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
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
