export const STAFF_ROLES = [
  "admin",
  "supervisor",
  "account_manager",
  "service_desk",
  "broadcaster",
  "order_department",
  "brand_partner",
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** How long a one-time staff link may be used. */
export const STAFF_INVITE_MS = 7 * 24 * 60 * 60 * 1000;

export const isStaffRole = (value: string): value is StaffRole => (STAFF_ROLES as readonly string[]).includes(value);
