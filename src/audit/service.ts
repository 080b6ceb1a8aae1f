export { exportAudit } from "./csv.ts";
export { readQuestion } from "./questions.ts";
export { nameQuestion, showAudit, showHistory, type AuditPage, type AuditQuestion } from "./pages.ts";
