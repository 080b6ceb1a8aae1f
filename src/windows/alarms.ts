import type { ReminderDue } from "../../db/windows/plan.ts";
import type { Alarm } from "../queues.ts";

/** The alarm of a window's reminder. */
export const reminderAlarm = ({ id, version, reminderAt }: ReminderDue): Alarm<"reminders"> => ({
  queue: "reminders",
  jobId: `reminder-${id}-${version}`,
  data: { windowId: id, version },
  dueAt: reminderAt,
});
