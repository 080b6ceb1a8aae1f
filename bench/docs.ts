import { goalsOfComplaints, renderComplaints } from "./complaints-report.ts";
import { TITLES } from "./plan.ts";
import { count429, findRun, renderDatabase, renderLedger, renderMixed, renderSpeeds, type Report } from "./report.ts";
import type { Delay, ServerSettings } from "./settings.ts";
import { SERVER_100_MS_JITTER, SERVER_60_MS } from "./settings.ts";
import type { ScenarioFigures } from "./scenario.ts";
import { formatChange, formatNumber, renderTable } from "./table.ts";
import { goalsOfWindows, renderWindows } from "./windows-report.ts";

const describeDelay = (delay: Delay): string =>
  delay.kind === "uniform" ? `${delay.fromMs}-${delay.toMs} ms` : `around ${delay.medianMs} ms (log-normal, sigma ${delay.sigma})`;
const describeWay = ({ arrival, answer }: ServerSettings): string => `${describeDelay(arrival)} there, ${describeDelay(answer)} back`;

/** Reminders beside group posts must not be late by the clock; in one lane the groups' own slots are theirs, but none may be left unused. */
function renderMixedGoals(figures: ScenarioFigures[]): [string, string, string][] {
  const alone = findRun(figures, "this-sender");
  const reminders = findRun(figures, TITLES.mixedReminders);
  const posts = findRun(figures, TITLES.mixedPosts);
  if (!alone || !reminders || !posts) return [];
  const groups = `${posts.load.groups} groups x ${posts.load.postsPerGroup} posts`;
  return [
    [
      `private reminders (lane P1) take longer beside ${groups} (lane P2)`,
      "< 5 %",
      formatChange(reminders.privateSeconds, alone.privateSeconds),
    ],
    [
      `messages a second until the last private post beside ${groups}, all of one lane`,
      "> -5 %",
      formatChange(posts.allPerSecondUntilLastPrivate, alone.allPerSecondUntilLastPrivate),
    ],
  ];
}

/** What is asked of the sender, beside what this run measured: met or not, it is printed. */
function renderGoals({ figures, database, windows, complaints }: Report): string {
  const alone = findRun(figures, "this-sender");
  const jitter = findRun(figures, TITLES.jitter);
  const rows: [string, string, string][] = [];
  if (alone) {
    rows.push(["messages a second, replies included", ">= 27", formatNumber(alone.allPerSecond, 1)]);
    rows.push(["429s", "0", formatNumber(count429(alone))]);
    rows.push(["reply p99 while sending", "<= 400 ms", `${formatNumber(alone.client.replies.p99)} ms`]);
  }
  if (jitter) rows.push(["429s at 100 ms of jitter", "0", formatNumber(count429(jitter))]);
  rows.push(...renderMixedGoals(figures));
  if (database) {
    const slowest = Math.max(...database.claims.map(({ both }) => both.p99));
    rows.push([`claim at ${formatNumber(database.rows)} rows, p99`, "< 5 ms", `${formatNumber(slowest, 2)} ms`]);
    rows.push([`writing ${formatNumber(database.written.rows)} rows`, "< 1,000 ms", `${formatNumber(database.written.ms)} ms`]);
  }
  if (windows) rows.push(...goalsOfWindows(windows));
  if (complaints) rows.push(...goalsOfComplaints(complaints));
  return renderTable(["what", "goal", "measured"], rows);
}

function renderPreface({ date, machine, options }: Report): string {
  return `# Performance

Written by \`npm run bench -- --write-docs\`; nothing here was typed in. Measured ${date} on ${machine.cores} cores (${machine.cpu},
${machine.memoryGb} GB, ${machine.system}), Node ${machine.node}, load ${formatNumber(machine.loadAtStart, 1)} at the start. No test asserts a time: run it on your machine.

## How

A strict Bot API server runs in a process of its own on the loopback and is the judge of every count. It takes 30 messages in any
trailing second, 20 in 60 s in a group, 10 in 10 s in a private chat; after a violation it takes nothing for 3 s (429 with
\`retry_after\`). A call takes ${describeWay(SERVER_60_MS)}; with "100 ms of jitter" ${describeWay(SERVER_100_MS_JITTER)}. The limit is checked
between the two. The delays are drawn from the same seed for every run.

Each design runs alone in a fresh Node process and sends ${formatNumber(options.recipients)} private messages. Meanwhile people wait: one is answered every second,
and twice in the run five at once, each another person. A reply's time is from the call to its answer; one that was never answered
counts with the age it had when the run was stopped (">"). A design is stopped after ${options.capMs / 1_000} s. Memory is the process's high-water mark and,
for BullMQ, without redis-server; CPU is user and system time from the first message to the last.

This sender is the project's own: rows in a SQLite file with the project's migrations, sender, pacer (28/s), chat ledger and reply
transformer. Only the text of a message comes from the bench. The others use their defaults: grammY's auto-retry without limits;
telegraf, which has nothing like it, with a loop that waits for \`retry_after\`; BullMQ with a 429 that stops the queue, as its guide says,
and in the 25/1000 recipe with replies sent past the queue. A reply counts against the limit, so 28 a second means fewer posts.

Telegram's real limiter is not published and kinder at times; the figures compare designs, they do not promise a rate.
`;
}

/** docs/performance.md, whole, from one run. */
export function renderDocs(report: Report): string {
  const { figures } = report;
  const own = Object.values<string>(TITLES);
  return `${renderPreface(report)}
## Goals

${renderGoals(report)}

## Side by side

${renderSpeeds(figures.filter(({ title }) => !own.includes(title)))}

## This sender under other conditions

${renderSpeeds(figures.filter(({ title }) => own.includes(title)))}
${findRun(figures, TITLES.long) ? "" : "\nThe run with 10,000 recipients (`--long`) was left out.\n"}
## Groups mixed in

"Groups slow the private ones by less than 5 %" is measured for private reminders (lane P1) beside group posts (lane P2), because only there can it hold:
reminders go before posts. Within one lane all share the 28 a second, so private posts beside group posts end later by just the slots that the groups
take. What the groups must not do there is block: messages a second until the last private one show whether slots were left unused.

${renderMixed(figures)}

## Database

SQLite, WAL, synchronous=FULL, on the temporary directory's disk. A claim is what the sender does before each call: find the next row
(with 50 groups waiting for their turn) and commit that it is being sent.

${renderDatabase(report.database)}

## Order windows

A company in a SQLite file, one person a shop in reach of the bot. Each route orders on one weekday, so a fifth of the shops is due on a day. Fifty routes
are then due at one instant: their alarms ring in BullMQ, workers write the rows, and the sender sends them to the server above, account managers' lists
first.

${renderWindows(report.windows)}

## Open cases

A company's cases in a SQLite file: 30 districts, 40 clerks, 120 account managers, three promises on every open case, and the closed cases of the years
before. A list is measured from the look-up of who asks to the finished text and buttons, in turn for everybody of a role; the sweep is that of every half
minute, with nothing due.

${renderComplaints(report.complaints)}

## The server's ledger

${renderLedger(figures)}
`;
}
