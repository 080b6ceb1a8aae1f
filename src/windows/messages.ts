export { prepareCalendarChanged } from "./calendar-changed-message.ts";
export { prepareFeedBack, prepareFeedSilent } from "./feed-messages.ts";
export { prepareHolidayNotice } from "./holiday-notice-message.ts";
export { prepareCutoffChanged } from "./cutoff-message.ts";
export { prepareHolidaysMissing } from "./holidays.ts";
export { prepareOrderNotice } from "./notice-message.ts";
export { prepareOrderReminder } from "./reminder-message.ts";
