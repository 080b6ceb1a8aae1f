export { exportAudit } from "./csv.ts";
export { readQuestion } from "./questions.ts";
export { nameQuestion, showAudit, showPostHistory, type AuditPage, type AuditQuestion } from "./pages.ts";
