/** How long the words of someone unverified wait for them to get verified. */
export const KEPT_MS = 48 * 60 * 60 * 1000;
/** How much of what waits stands in the question whether to file it. */
export const KEPT_EXCERPT = 600;

/** Digits alone are someone's try at a licence or telephone number. */
const NUMBER = /^[\d\s+-]+$/;

/** Whether what someone unverified sent in private may be what they want to tell the company: no command, no mere number. */
export const isWorthKeeping = (text: string): boolean => !text.startsWith("/") && !NUMBER.test(text);
