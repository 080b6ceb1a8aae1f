import type { Post } from "../../db/posts.ts";
import type { Variables } from "../i18n.ts";

export type Speak = (key: string, variables?: Variables) => string;

/** What people call a post: its column's name, or an announcement. */
export const namePost = (t: Speak, { column }: Pick<Post, "column">): string =>
  t(column === null ? "post-announcement" : `column-${column}`);

/** A list for people to read: its first `max`, the rest is counted, so that it fits into a message whatever is in it. */
export function listSome(t: Speak, values: readonly string[], max: number): string {
  const shown = values.slice(0, max).join(t("people-list-comma"));
  return values.length > max ? t("post-audience-more", { shown, n: values.length - max }) : shown;
}
