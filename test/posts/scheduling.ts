import { eq } from "drizzle-orm";
import { posts } from "../../db/posts.tables.ts";
import { startDuePost } from "../../src/posts/jobs.ts";
import type { Alarm } from "../../src/queues.ts";
import { startPosting } from "./support.ts";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Posts that start by themselves; the clock stands at Monday 09:00 in Shanghai. */
export async function startScheduling({ language = "zh" }: { language?: "zh" | "en" } = {}) {
  const t = await startPosting({ language });
  const lastAlarm = () => t.alarms.findLast((alarm): alarm is Alarm<"posts"> => alarm.queue === "posts")!;
  return {
    ...t,
    lastAlarm,
    post: (id: number) => t.db.select().from(posts).where(eq(posts.id, id)).get()!,
    /** The last alarm set rings. */
    ring: () => startDuePost(t.deps, lastAlarm().data),
    /** The last answer to a tap. */
    answer: () => t.alerts().at(-1),
    /** A draft whose time its author wrote, scheduled with Send. */
    plan: async (words: string, text = "开会"): Promise<number> => {
      const { post: draft } = await t.draft("policy", text);
      await t.author.press(`post:time:${draft.id}`);
      await t.author.write(words);
      await t.author.press(`post:send:${draft.id}`);
      t.forget();
      return draft.id;
    },
    /** Everything that is due goes out, the report too. */
    settle: async (): Promise<void> => {
      for (let round = 0; round < 3; round++) {
        await t.deliver();
        t.advance(3_000);
      }
    },
  };
}

export type Scheduling = Awaited<ReturnType<typeof startScheduling>>;
