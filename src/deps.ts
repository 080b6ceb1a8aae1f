import type { Db } from "../db/client.ts";
import type { WorkingCalendar } from "./calendar/working-time.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Translate } from "./i18n.ts";
import type { Log } from "./log.ts";
import type { Queues } from "./queues.ts";

/** What every use case may use; built once in app.ts, by hand in tests. */
export type Deps = {
  db: Db;
  config: Config;
  clock: Clock;
  log: Log;
  t: Translate;
  queues: Queues;
  /** When promises' clocks run. */
  calendar: WorkingCalendar;
  /** What the Bot API server has turned out not to know since this process started. */
  telegram: { lacksRichMessages: boolean };
  /** Wakes the sender: rows were written to the outbox. */
  kickSender: () => void;
};
