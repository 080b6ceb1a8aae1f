export { prepareOrderOutcome } from "./outcome-message.ts";
export { prepareOrderTrend } from "./trend-message.ts";
