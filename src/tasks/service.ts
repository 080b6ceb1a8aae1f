export { showTask } from "./card.ts";
export { showTasks } from "./list.ts";
export { sendMorningLists } from "./morning.ts";
export type { View } from "./words.ts";
