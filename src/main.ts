import { existsSync } from "node:fs";
import { startApp, WrongTokenError, type App } from "./app.ts";
import { HolidaysFileError } from "./calendar/load.ts";
import { ConfigError, parseConfig } from "./config.ts";
import { DataDirLockedError } from "./data-dir.ts";
import { createLog } from "./log.ts";

/** Past this the process ends anyway: what was not finished is in the inbox and the outbox. */
const STOP_MAX_MS = 20_000;

function readConfig() {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parseConfig(process.env);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  const startedAt = performance.now();
  const ending = new AbortController();
  let starting: Promise<App> | undefined;

  const end = (code: number): void => {
    if (ending.signal.aborted) return;
    ending.abort();
    setTimeout(() => process.exit(code), STOP_MAX_MS).unref();
    // A start that was cut short has closed what it had opened.
    const stopped = starting?.then(
      (app) => app.stop(),
      () => {},
    );
    Promise.resolve(stopped).then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  const fail = (error: unknown): void => {
    log.fatal({ err: error }, "tongzhou can not go on");
    end(1);
  };
  process.on("SIGTERM", () => end(0));
  process.on("SIGINT", () => end(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);

  starting = startApp(config, log, { onFatal: fail, signal: ending.signal });
  const app = await starting.catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
    return undefined;
  });
  if (!app) return;
  const ms = Math.round(performance.now() - startedAt);
  log.info({ url: app.url, ms }, "ready");
  if (config.botToken === undefined) process.stdout.write(`\n  同舟 tongzhou sandbox: ${app.url}\n\n`);
}

main().catch((error: unknown) => {
  // What the operator can mend is said in plain words, everything else with its trace.
  const isPlain = [ConfigError, DataDirLockedError, HolidaysFileError, WrongTokenError].some((type) => error instanceof type);
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    process.stderr.write("tongzhou: HTTP_PORT is in use by another program. Stop that one, or set another HTTP_PORT.\n");
  } else if (isPlain) process.stderr.write(`tongzhou: ${(error as Error).message}\n`);
  else createLog("info").fatal({ err: error }, "tongzhou could not start");
  process.exit(1);
});
