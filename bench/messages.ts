/** One message of a run; its id is the first word of its text, and how the server's ledger knows it. */
export type Message = { id: string; chatId: number; text: string; isReminder: boolean };

/** What is to be sent: private messages (as reminders, which go before posts, or as posts) and posts to groups, in turns. */
export type Load = { privates: number; privatesAreReminders: boolean; groups: number; postsPerGroup: number };

const FIRST_PERSON = 1_000_000;
const FIRST_REPLY_PERSON = 9_000_000;
const FIRST_GROUP = -1_000_000_000_001;
/** About as long as an order reminder. */
const TEXT =
  "Today's order window closes at 16:00. Your last order was on Thursday; answer this message or call your account manager, please.";

const message = (id: string, chatId: number, isReminder: boolean): Message => ({ id, chatId, text: `${id} ${TEXT}`, isReminder });

/** Ids begin with p (private), g (group) and r (reply). */
export function buildMessages(load: Load): Message[] {
  const privates = Array.from({ length: load.privates }, (_, i) => message(`p${i}`, FIRST_PERSON + i, load.privatesAreReminders));
  const posts = Array.from({ length: load.groups * load.postsPerGroup }, (_, i) =>
    message(`g${i}`, FIRST_GROUP - (i % load.groups), false),
  );
  const mixed: Message[] = [];
  for (let i = 0; i < Math.max(privates.length, posts.length); i++) mixed.push(...privates.slice(i, i + 1), ...posts.slice(i, i + 1));
  return mixed;
}

/** The answer to the n-th person who waits: each another one, so that no chat's own limit is what is measured. */
export const buildReply = (n: number): Message => message(`r${n}`, FIRST_REPLY_PERSON + n, false);
