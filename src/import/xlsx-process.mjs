// A process of its own, in plain JavaScript so that it starts without a loader: a sheet can be made to cost more memory than there is
// (a cell in column ZZZZZ), and running out of it ends a process, even from within a worker thread.
import process from "node:process";
import { readSheet } from "read-excel-file/universal";

/** More than any table of ours has: far below the last row, a file is made to cost memory. */
const MAX_ROWS = 200_000;

/** Whatever the parser stumbles over is wrong with the file: nothing else is in here. */
async function read(bytes) {
  try {
    const rows = await readSheet(new Blob([bytes]));
    return rows.length > MAX_ROWS ? { reason: "too_big" } : { rows };
  } catch {
    return { reason: "broken" };
  }
}

process.once("message", async (bytes) => process.send(await read(bytes), () => process.disconnect()));
