import type { Log } from "../log.ts";
import { createRest } from "./running.ts";

const RETRY_MS = 1_000;

/** What SQLite says when the place is at fault and not the statement: locked for longer than busy_timeout, disk full, file unreadable for now. */
const AWAY = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/;
export const isStorageAway = (error: unknown): boolean => error instanceof Error && "code" in error && AWAY.test(String(error.code));

type Job = { write: () => Promise<void>; fail: (error: unknown) => void };

export type Storing = {
  /** Writes what became of a call, in turn, however long the database can not be written; rejects with any other fault. */
  keep<T>(write: () => Promise<T>): Promise<T>;
  /** Something waits to be written: every further call would be one more in doubt if the process ended now. */
  isBehind(): boolean;
  /** The process ends: what can not be written now never will, and the next process finds the rows as they are. */
  end(): void;
};

/** Telegram says only once what became of a call, so that is kept in memory until it is in the database. */
export function createStoring(log: Log): Storing {
  const jobs: Job[] = [];
  const rest = createRest();
  let isBehind = false;
  let isEnding = false;

  /** One at a time: each try may block the process for as long as busy_timeout. */
  async function work(): Promise<void> {
    for (let job = jobs[0]; job; job = jobs[0]) {
      try {
        await job.write();
        isBehind = false;
      } catch (error) {
        if (isStorageAway(error) && !isEnding) {
          log.error({ err: error, waiting: jobs.length }, "what became of a delivery could not be stored; trying again");
          isBehind = true;
          await rest.take(RETRY_MS);
          continue;
        }
        if (isEnding) for (const other of jobs.splice(1)) other.fail(error);
        job.fail(error);
      }
      jobs.shift();
    }
  }

  return {
    keep: (write) =>
      new Promise((done, fail) => {
        jobs.push({ write: async () => done(await write()), fail });
        if (jobs.length === 1) void work();
      }),
    isBehind: () => isBehind,
    end() {
      isEnding = true;
      rest.end();
    },
  };
}
