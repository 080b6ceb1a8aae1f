export const CATEGORIES = ["advice", "supply", "ordering", "delivery", "quality", "settlement", "attitude", "licensing", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

export const COMPLAINT_STATES = ["open", "closed", "withdrawn"] as const;
export type ComplaintState = (typeof COMPLAINT_STATES)[number];

export const PROMISE_KINDS = ["desk_reply", "door_visit", "return_visit"] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

export const PROMISE_STATES = ["open", "kept", "kept_late", "waived"] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

export const SATISFACTIONS = ["satisfied", "so_so", "not_satisfied"] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

export const MEDIA_KINDS = ["photo", "video", "voice", "document"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
