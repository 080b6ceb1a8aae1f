// Preloaded into the app's process by the crash tests (`--import`): kills it with SIGKILL at a named point of its database work,
// so that src/ needs no failpoints. KILL_AT is a regular expression on SQL; KILL_WHEN is "committed" or "running"; KILL_NTH is which of the
// statements it is, counted from 1.
import { createRequire } from "node:module";
import type BetterSqlite3 from "better-sqlite3";

const Database = createRequire(import.meta.url)("better-sqlite3") as typeof BetterSqlite3;
const killAt = process.env["KILL_AT"];
const when = process.env["KILL_WHEN"] ?? "committed";
let toCome = Number(process.env["KILL_NTH"] ?? 1);

if (killAt) {
  const pattern = new RegExp(killAt, "s");
  let isReached = false;
  const die = () => process.kill(process.pid, "SIGKILL");
  const proto = Database.prototype as unknown as Record<"prepare" | "transaction", (...args: never[]) => never>;

  const prepare = proto.prepare;
  proto.prepare = function (this: BetterSqlite3.Database, ...args: never[]) {
    const statement = prepare.apply(this, args) as unknown as BetterSqlite3.Statement;
    if (!pattern.test(String(args[0]))) return statement as never;
    for (const method of ["run", "all", "get"] as const) {
      const original = statement[method].bind(statement);
      statement[method] = ((...params: unknown[]) => {
        const result = original(...params);
        if (--toCome > 0) return result;
        isReached = true;
        if (when === "running" || !this.inTransaction) die();
        return result;
      }) as never;
    }
    return statement as never;
  };

  const transaction = proto.transaction;
  proto.transaction = function (this: BetterSqlite3.Database, ...args: never[]) {
    const run = transaction.apply(this, args) as unknown as Record<string, (...params: unknown[]) => unknown>;
    const watched = (original: (...params: unknown[]) => unknown) =>
      function (this: unknown, ...params: unknown[]) {
        const result = original.apply(this, params);
        if (isReached) die();
        return result;
      };
    const wrapped = watched(run as never) as unknown as Record<string, unknown>;
    for (const behavior of ["default", "deferred", "immediate", "exclusive"]) wrapped[behavior] = watched(run[behavior]!);
    return wrapped as never;
  };
}
