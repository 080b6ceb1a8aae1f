// Sums vitest's JSON reports into CI's last line. Anything but "all ran and all passed" ends with exit code 1: a skip, a test file that
// did not load, a report that is missing or empty.
import { readFileSync } from "node:fs";

const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const counted = countReport(file);
  for (const key of Object.keys(total)) total[key] += counted[key];
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.passed > 0 && total.failed === 0 && total.skipped === 0 ? 0 : 1;

function countReport(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    return broken(`${file}: ${error.message}`);
  }
  // A file that throws while it is imported has no tests to fail.
  const unloaded = report.testResults.filter((result) => result.status === "failed" && result.assertionResults.length === 0).length;
  const counted = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  if (counted.passed + counted.failed + counted.skipped === 0) return broken(`${file}: no tests`);
  // For instance an unhandled error beside tests that passed.
  if (!report.success && counted.failed === 0) return { ...broken(`${file}: the run failed outside its tests`), passed: counted.passed };
  return counted;
}

function broken(reason) {
  process.stderr.write(`${reason}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}
