/** The languages of every text; a person's own choice wins over the company's. */
export const LOCALES = ["zh", "en"] as const;
export type Locale = (typeof LOCALES)[number];
