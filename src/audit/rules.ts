/** Everything that is noted, by what an office asks about. */
export const AUDIT_ACTIONS = {
  posts: [
    "post.submit",
    "post.take_back",
    "post.approve",
    "post.return",
    "post.schedule",
    "post.unschedule",
    "post.not_started",
    "post.send",
    "post.pause",
    "post.resume",
    "post.cancel",
    "post.edit",
    "post.recall",
    "post.retry",
    "post.remind",
  ],
  people: [
    "staff.add",
    "staff.give_role",
    "staff.take_role",
    "staff.place",
    "staff.approval",
    "staff.remove",
    "staff.invite",
    "staff.link",
    "staff.away",
    "staff.back",
    "retailer.link",
    "retailer.link_request",
    "retailer.link_approved",
    "retailer.link_refused",
  ],
  office: ["group.link", "group.unlink", "group.confirm", "group.unconfirm", "setting.change", "setting.restore"],
  ordering: [
    "window.extend",
    "window.advance",
    "window.cancel",
    "window.restore",
    "outage.on",
    "outage.off",
    "outage.update",
    "outage.longer",
    "outage.told",
    "outage.untold",
    "outage.propose_cutoff",
    "outage.confirm_cutoff",
  ],
  service: [
    "call.number",
    "call.outcome",
    "call.undo",
    "follow_up.number",
    "follow_up.reopen",
    "follow_up.postpone",
    "complaint.number",
    "complaint.measure",
  ],
  files: ["retailer.import", "post.export", "report.export", "audit.export"],
} as const;

export type AuditTopic = keyof typeof AUDIT_ACTIONS;
export const AUDIT_TOPICS = Object.keys(AUDIT_ACTIONS) as AuditTopic[];
export const isAuditTopic = (value: string): value is AuditTopic => Object.hasOwn(AUDIT_ACTIONS, value);

/** Noted to be counted within a day, not to be read: guesses at licence numbers, hints given. */
export const COUNTER_ACTIONS = ["retailer.licence_try", "complaint_hint"] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[AuditTopic][number] | (typeof COUNTER_ACTIONS)[number];

/** As many entries as fit on a phone's screen. */
export const ENTRIES_A_PAGE = 10;
