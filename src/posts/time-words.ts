import type { Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { weeklyOf } from "./schedule.ts";

/** When a post goes out, in words: at once, at a time, or every week. */
export function describeTime(deps: Deps, locale: Locale, post: Post): string {
  if (post.startAt === null) return deps.t(locale, "post-when-now");
  const at = formatMoment(post.startAt, { zone: deps.config.timeZone, locale, now: deps.clock() });
  const weekly = weeklyOf(post);
  if (!weekly) return deps.t(locale, "post-when-once", { at });
  const day = deps.t(locale, "post-weekday", { day: weekly.weekday });
  return deps.t(locale, "post-when-weekly", { day, time: weekly.time, at });
}
