import type { Post } from "../../db/posts.ts";
import type { Variables } from "../i18n.ts";

export type Speak = (key: string, variables?: Variables) => string;

/** What people call a post: its column's name, or an announcement. */
export const namePost = (t: Speak, { column }: Pick<Post, "column">): string =>
  t(column === null ? "post-announcement" : `column-${column}`);
