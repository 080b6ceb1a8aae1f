export const RETAILER_STATUSES = ["active", "suspended", "closed"] as const;
export type RetailerStatus = (typeof RETAILER_STATUSES)[number];

/** The privacy and 18+ notice people agree to before they share anything; a new text gets a new number and is asked again. */
export const PRIVACY_VERSION = 1;

/** A Chinese tobacco retail licence number has 12 digits (DOMAIN: 烟草专卖零售许可证). */
export const isLicenceNo = (value: string): boolean => /^\d{12}$/.test(value);
