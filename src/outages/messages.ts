export { prepareOutageCutoff, prepareOutageNotice, prepareOutageOver, prepareOutageUpdate } from "./notice-messages.ts";
export { prepareOutageAsk, prepareOutageCard, prepareOutageStaff } from "./staff-messages.ts";
