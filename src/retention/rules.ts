/** How many days each thing is kept; docs/operations.md tells the operator the same. */
export const KEEP_DAYS = {
  /** Guesses at licence numbers and hints given: counted within a day. */
  counters: 7,
  dialogues: 30,
  /** What was in an update that could not be handled; that there was one stays. */
  parkedPayloads: 30,
  deliveries: 180,
  /** Messages of cases, for as long as someone may reply to them. */
  caseDeliveries: 400,
  windows: 400,
  orders: 400,
  /** Orders of licence numbers that no roster brought. */
  unclaimedOrders: 30,
  /** Requests with order data: how often they come is learned from two weeks. */
  feedArrivals: 90,
} as const;

export const CASE_KINDS = [
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
  "visit_planned",
  "visit_told",
  "visit_asked",
  "return_visit",
  "return_ask",
  "return_said",
  "case_reopened",
  "case_waived",
  "promise_waived",
  "complaint_solved",
  "complaint_closed",
  "complaint_mine",
  "complaint_handed",
  "complaint_ask",
  "complaint_hidden",
] as const;
