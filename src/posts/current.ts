import { findLatestPosts, type Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { SUPPLY_CURRENT_MS } from "./rules.ts";

/** The supply post that is current now; undefined when the newest is older than a fortnight. */
export async function findCurrentSupply(deps: Deps): Promise<Post | undefined> {
  return (await findLatestPosts(deps.db, "supply", deps.clock() - SUPPLY_CURRENT_MS, 1))[0];
}
