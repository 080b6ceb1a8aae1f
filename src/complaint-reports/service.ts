export { exportReport } from "./csv.ts";
export { namePlace, readFigures } from "./figures.ts";
export { isMeasure, MEASURE_DIALOGUE, noteMeasure } from "./measures.ts";
export { MAX_MEASURE_LENGTH, MEASURE_DIALOGUE_MS, type ReportScope } from "./rules.ts";
export { drawReport, scopeOfActor, showReport } from "./panel.ts";
export { monthPeriod, namePeriod, parsePeriod, today, weekPeriod, type Period } from "./periods.ts";
