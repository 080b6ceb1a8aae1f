/** What a delivery speaks of; src/deliveries.ts has one function for each that makes the message or says why it no longer applies. */
export const DELIVERY_KINDS = [
  "post",
  "post_button",
  "post_change_progress",
  "post_change_report",
  "post_edit",
  "post_edit_ask",
  "post_more",
  "post_panel",
  "post_panel_gone",
  "post_pin",
  "post_preview",
  "post_progress",
  "post_recall",
  "post_report",
  "post_paused",
  "post_unstarted",
  "post_remind",
  "post_review",
  "post_review_preview",
  "post_decision",
  "order_reminder",
  "order_notice",
  "order_first_list",
  "order_call_list",
  "order_missed",
  "calendar_changed",
  "holiday_notice",
  "cutoff_changed",
  "order_outcome",
  "order_trend",
  "follow_up_list",
  "follow_up_breach",
  "follow_up_postponed",
  "follow_up_result",
  "outage_notice",
  "outage_update",
  "outage_cutoff",
  "outage_over",
  "outage_staff",
  "outage_card",
  "outage_ask",
  "complaint_receipt",
  "complaint_card",
  "complaint_card_edit",
  "complaint_media",
  "complaint_answer",
  "promise_breach",
  "breach_notice",
  "promise_warning",
  "promise_resumed",
  "door_visit",
  "door_visit_card",
  "shop_number",
  "shop_number_removed",
  "visit_planned",
  "visit_told",
  "visit_asked",
  "visits_passed",
  "return_visit",
  "return_ask",
  "return_said",
  "case_reopened",
  "case_waived",
  "promise_waived",
  "complaint_solved",
  "complaint_closed",
  "complaint_cause",
  "tasks_morning",
  "complaint_kept",
  "complaint_mine",
  "complaint_handed",
  "complaint_ask",
  "complaint_hidden",
  "complaint_report",
  "complaint_report_chart",
  "link_request",
  "link_decision",
  "desk_public",
  "holidays_missing",
  "feed_back",
  "feed_silent",
  "update_parked",
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

/** held: pending, but its post is paused. */
export const DELIVERY_STATES = ["pending", "held", "sending", "sent", "failed", "unreachable", "skipped", "unknown"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who takes the next slot: a lower lane goes first. */
export const LANE = { reply: 0, promise: 1, post: 2 } as const;
export const LANES = [LANE.reply, LANE.promise, LANE.post] as const;
/** About what one message takes at SEND_RATE's default of 28/s. */
export const TURN_STEP_MS = 36;
export type Lane = (typeof LANE)[keyof typeof LANE];

/** Kinds whose repetition annoys more than their loss: after an unknown outcome they are left alone, everything else is sent once more. */
const NEVER_REPEATED: readonly DeliveryKind[] = [
  "order_notice",
  "post_change_report",
  "post_edit_ask",
  "post_panel",
  "post_preview",
  "post_remind",
  "post_report",
  "update_parked",
];
export const isRepeatable = (kind: DeliveryKind): boolean => !NEVER_REPEATED.includes(kind);

/** Honouring retry_after to the millisecond meets the next 429 when clocks differ. */
export const RETRY_AFTER_MARGIN = 1.1;

const BACKOFF_MAX_MS = 60_000;

/** How long to wait after the n-th attempt that never left this machine; `jitter` in [0, 1) spreads the chats. */
export const backoffMs = (attempts: number, jitter: number): number => Math.min(BACKOFF_MAX_MS, 1_000 * 2 ** attempts) * (0.5 + jitter / 2);
