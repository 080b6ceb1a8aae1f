import type { PostFailure } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";

const REASON_TEXTS: Record<string, string> = {
  kicked: "post-reason-kicked",
  migrated: "post-reason-migrated",
  unlinked: "post-reason-unlinked",
  public_group: "post-reason-public",
  unconfirmed_group: "post-reason-unconfirmed",
  stopped: "post-reason-stopped",
  too_late: "post-reason-too-late",
  unverified: "post-reason-unverified",
  blocked: "post-reason-blocked",
  deactivated: "post-reason-deactivated",
  never_started: "post-reason-never-started",
};

/** Why a recipient did not get a post, in words: ours, or Telegram's own. */
export function describeReason(deps: Deps, locale: Locale, { state, reason }: Pick<PostFailure, "state" | "reason">): string {
  const key = state === "unknown" ? "post-reason-unknown" : REASON_TEXTS[reason ?? ""];
  return key ? deps.t(locale, key) : (reason ?? state);
}
