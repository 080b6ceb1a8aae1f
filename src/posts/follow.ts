import { findPost, type Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { findActor, type Actor } from "../people/service.ts";
import type { StaffRole } from "../staff/rules.ts";
import { findPostDistrict } from "./drafts.ts";
import { isStarted } from "./rules.ts";

/** A member of staff who looks after a post; `districtId` null = the whole company. */
export type Follower = { id: number; roles: readonly StaffRole[]; districtId: number | null };
export type FollowRefusal = { ok: false; reason: "not_found" | "not_yours" };
/** `mayAct`: may also remind, try again and take the list of names. */
export type Followed = { ok: true; post: Post; mayAct: boolean };

/** Who pauses, gives up or recalls; `districtId` null = the whole company. */
export type Stopper = { id: number; roles: readonly string[]; districtId: number | null };

/** The author, an admin, and the supervisors of the author's district: something wrong has to stop also while its author is away. */
export async function mayStop(deps: Deps, post: Post, actor: Stopper): Promise<boolean> {
  if (post.authorId === actor.id || actor.roles.includes("admin")) return true;
  return actor.roles.includes("supervisor") && isOfDistrict(deps, post, actor);
}

export const toFollower = ({ person, roles, staff }: Actor): Follower => ({ id: person.id, roles, districtId: staff?.districtId ?? null });

const WRITERS: readonly StaffRole[] = ["broadcaster", "supervisor", "admin"];

/**
 * A post that was started, for its author, an admin, or a supervisor of its author's district. A brand partner is not of the company:
 * it sees the numbers of its own posts and no names.
 */
export async function findFollowed(deps: Deps, postId: number, actor: Follower): Promise<Followed | FollowRefusal> {
  const post = await findPost(deps.db, postId);
  if (!post || !(isStarted(post.state) || post.state === "recalled")) return { ok: false, reason: "not_found" };
  const isAuthor = post.authorId === actor.id;
  const mayAct =
    actor.roles.includes("admin") ||
    (isAuthor && actor.roles.some((role) => WRITERS.includes(role))) ||
    (actor.roles.includes("supervisor") && (await isOfDistrict(deps, post, actor)));
  return mayAct || isAuthor ? { ok: true, post, mayAct } : { ok: false, reason: "not_yours" };
}

async function isOfDistrict(deps: Deps, post: Post, { districtId }: Pick<Follower, "districtId">): Promise<boolean> {
  return districtId === null || districtId === (await findPostDistrict(deps, post));
}

/** The same for what changes something or names people. */
export async function findManaged(deps: Deps, postId: number, actor: Follower): Promise<Followed | FollowRefusal> {
  const followed = await findFollowed(deps, postId, actor);
  return followed.ok && !followed.mayAct ? { ok: false, reason: "not_yours" } : followed;
}

/** Whether someone is told where a post did not arrive, by name: a brand partner is not, nor an author who has left meanwhile. */
export async function mayReadNames(deps: Deps, postId: number, personId: number): Promise<boolean> {
  const reader = await findActor(deps, personId);
  const followed = reader && (await findFollowed(deps, postId, toFollower(reader)));
  return followed?.ok === true && followed.mayAct;
}
