export { exportOutcomes, type Wanted } from "./csv.ts";
export { showPeriod, type Panel } from "./panel.ts";
export { dayPeriod, parsePeriod, today, weekPeriod, type Period } from "./periods.ts";
export { namePeriod } from "./places.ts";
export { districtOf, ownOf, scopeOf } from "./scope.ts";
