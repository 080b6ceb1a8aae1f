import { readFileSync } from "node:fs";

/** Linux's high-water mark of this very program: resourceUsage().maxRSS begins with that of the process that forked it. */
export function readPeakRss(): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1_024;
  } catch {
    return process.resourceUsage().maxRSS * 1_024;
  }
}
