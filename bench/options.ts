import { parseArgs } from "node:util";
import { CONTESTANT_NAMES, type ContestantName } from "./contestant.ts";

export type BenchOptions = {
  recipients: number;
  groups: number;
  postsPerGroup: number;
  contestants: ContestantName[];
  capMs: number;
  databaseRows: number;
  shops: number;
  cases: number;
  isLong: boolean;
  writeDocs: boolean;
};

export const USAGE = `npm run bench -- [options]
  --recipients=600     private chats in each run
  --groups=50 --posts=12
                       groups and posts to each in the mixed runs
  --only=a,b           of ${CONTESTANT_NAMES.join(", ")}; none for no sending
  --cap=120            seconds after which a contestant is stopped
  --rows=1000000       rows in the database runs; 0 leaves them out
  --shops=60000        shops in the runs of order windows; 0 leaves them out
  --cases=20000        open cases in the runs of complaints; 0 leaves them out
  --long               this sender also at 10,000 recipients (6 minutes more)
  --write-docs         write docs/performance.md from this run
`;

const CONFIG = {
  recipients: { type: "string", default: "600" },
  groups: { type: "string", default: "50" },
  posts: { type: "string", default: "12" },
  only: { type: "string", default: CONTESTANT_NAMES.join(",") },
  cap: { type: "string", default: "120" },
  rows: { type: "string", default: "1000000" },
  shops: { type: "string", default: "60000" },
  cases: { type: "string", default: "20000" },
  long: { type: "boolean", default: false },
  "write-docs": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** The states of the outbox (outbox-fill.ts) need room for what they call pending. */
const DATABASE_ROWS_MIN = 50_000;
const readRows = (rows: number): number => (rows === 0 ? 0 : Math.max(DATABASE_ROWS_MIN, rows));

/** Fifty routes of 200 shops are due at once in the run; fewer shops would be another one. */
const SHOPS_MIN = 3_000;
const readShops = (shops: number): number => (shops === 0 ? 0 : Math.max(SHOPS_MIN, shops));

/** Every clerk, manager and supervisor of the run has something to do. */
const CASES_MIN = 1_000;
const readCases = (cases: number): number => (cases === 0 ? 0 : Math.max(CASES_MIN, cases));

/** The command line's wishes; throws with a sentence on one that makes no sense. Undefined when only help is wanted. */
export function readOptions(args: string[]): BenchOptions | undefined {
  const { values } = parseArgs({ args, options: CONFIG });
  if (values.help) return undefined;
  const number = (name: "recipients" | "groups" | "posts" | "cap" | "rows" | "shops" | "cases", max: number): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0 || value > max) throw new Error(`--${name} is a whole number from 0 to ${max}`);
    return value;
  };
  const names = values.only === "none" ? [] : values.only.split(",");
  const contestants = names.map((name) => {
    if (!CONTESTANT_NAMES.includes(name as ContestantName)) throw new Error(`--only knows ${CONTESTANT_NAMES.join(", ")}`);
    return name as ContestantName;
  });
  return {
    recipients: Math.max(2, number("recipients", 20_000)),
    groups: number("groups", 500),
    postsPerGroup: number("posts", 20),
    contestants,
    capMs: number("cap", 1_800) * 1_000,
    databaseRows: readRows(number("rows", 5_000_000)),
    shops: readShops(number("shops", 500_000)),
    cases: readCases(number("cases", 200_000)),
    isLong: values.long,
    writeDocs: values["write-docs"],
  };
}
