import { countPostsByState, findPosts, type Post, type PostAuthors } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { namePost } from "./naming.ts";
import { leadOf, type PostState } from "./rules.ts";

/** Posts by what can be done with them. */
const STATES = {
  drafts: ["draft"],
  waiting: ["submitted", "scheduled"],
  running: ["sending", "paused"],
  sent: ["sent", "cancelled", "recalled"],
} as const satisfies Record<string, readonly PostState[]>;

export type PostList = keyof typeof STATES;
export const POST_LISTS = Object.keys(STATES) as PostList[];

/** `supervises`: the district, null = the whole company, undefined for who is no supervisor. */
export type Viewer = { id: number; isAdmin: boolean; supervises: number | null | undefined };

/** Whose posts a list shows: a draft is its author's alone, the rest an admin sees of everyone, and a supervisor of the district's authors. */
function authorsOf({ id, isAdmin, supervises }: Viewer, list: PostList): PostAuthors {
  if (list === "drafts") return { authorId: id };
  if (isAdmin || supervises === null) return {};
  return { authorId: id, ...(supervises === undefined ? {} : { districtId: supervises }) };
}

/** How many posts each list has. */
export async function countPostLists(deps: Deps, viewer: Viewer): Promise<Record<PostList, number>> {
  const counts = await Promise.all(
    POST_LISTS.map(async (list) => {
      const byState = await countPostsByState(deps.db, authorsOf(viewer, list));
      return [list, STATES[list].reduce((sum, state) => sum + (byState[state] ?? 0), 0)] as const;
    }),
  );
  return Object.fromEntries(counts) as Record<PostList, number>;
}

/** One page of a list, the latest first. */
export const findPostsOf = (
  deps: Deps,
  viewer: Viewer,
  { list, limit, offset }: { list: PostList; limit: number; offset: number },
): Promise<Post[]> => findPosts(deps.db, { by: authorsOf(viewer, list), states: STATES[list], limit, offset });

/** As much of the words as a button on a small screen shows. */
const WORDS_SHOWN = 16;
const SIGNS: Record<PostState, string> = {
  draft: "📝",
  submitted: "🔎",
  scheduled: "⏰",
  sending: "📨",
  paused: "⏸",
  sent: "✅",
  cancelled: "⏹",
  recalled: "↩️",
  discarded: "✖",
};

/** A post in one short line: its state, column, when it goes or went out, and its first words. */
export function titlePost(deps: Deps, locale: Locale, post: Post): string {
  const name = namePost((key) => deps.t(locale, key), post);
  const at = post.sentAt ?? post.startAt;
  const when = at === null ? [] : [formatMoment(at, { zone: deps.config.timeZone, locale, now: deps.clock() })];
  const words = Array.from(leadOf(post.parts).text.replaceAll(/\s+/g, " "));
  const shown = words.length > WORDS_SHOWN ? `${words.slice(0, WORDS_SHOWN).join("")}…` : words.join("");
  return `${SIGNS[post.state]} ${[name, ...when, ...(shown === "" ? [] : [shown])].join(" · ")}`;
}
