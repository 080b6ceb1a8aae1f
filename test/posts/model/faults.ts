import { asc, eq } from "drizzle-orm";
import { audit } from "../../../db/audit.tables.ts";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { groups } from "../../../db/groups.tables.ts";
import { postAcks, posts } from "../../../db/posts.tables.ts";
import { retailers, shopPeople } from "../../../db/retailers.tables.ts";
import { routes } from "../../../db/routes.tables.ts";
import { settings } from "../../../db/settings.tables.ts";
import { staff, staffRoles } from "../../../db/staff.tables.ts";
import { supplyItems } from "../../../db/supply.tables.ts";
import type { Post } from "../../../db/posts.ts";
import { isProductColumn } from "../../../src/posts/rules.ts";
import type { TestBot } from "../../support/bot.ts";
import { ADMIN, LISTED_LATER, STOP_WORD } from "./world.ts";

/** Everything about posts that is written down. */
export function readState({ db }: TestBot) {
  const goods = db.select().from(supplyItems).orderBy(asc(supplyItems.id)).all();
  return {
    posts: db.select().from(posts).orderBy(asc(posts.id)).all(),
    goods,
    acks: db.select().from(postAcks).all(),
    audits: db
      .select()
      .from(audit)
      .orderBy(asc(audit.id))
      .all()
      .filter(({ action }) => action.startsWith("post.")),
    rows: db
      .select()
      .from(deliveries)
      .orderBy(asc(deliveries.id))
      .all()
      .filter(({ kind }) => kind.startsWith("post")),
  };
}
export type State = ReturnType<typeof readState>;

const goodsOf = ({ goods }: State, id: number) =>
  goods
    .filter(({ postId }) => postId === id)
    .map(({ name, spec, wholesaleFen, retailFen, quotas }) => ({ name, spec, wholesaleFen, retailFen, quotas }));

/** What an approver looks at: it leaves like that or not at all. */
export const contentOf = (state: State, { id, column, parts, audience, pin, silent, protect, requireAck }: Post) => {
  const filter = [audience.groups, audience.people];
  return JSON.stringify([column, parts, filter, pin, silent, protect, requireAck, goodsOf(state, id)]);
};

const byId = (a: number, b: number) => a - b;

function authorityOf({ db }: TestBot, personId: number) {
  const row = db.select().from(staff).where(eq(staff.personId, personId)).get();
  const isHere = row !== undefined && row.removedAt === null;
  const roles: string[] = isHere
    ? db
        .select()
        .from(staffRoles)
        .where(eq(staffRoles.staffId, row.id))
        .all()
        .map(({ role }) => role)
    : [];
  if (personId === ADMIN) roles.push("admin");
  const mayWrite = roles.some((role) => ["admin", "supervisor", "broadcaster"].includes(role));
  const right = roles.includes("admin") || (mayWrite && row?.needsApproval === false) ? "send" : roles.length > 0 ? "submit" : "none";
  return { roles, right, districtId: isHere ? row.districtId : null };
}

/** Who is to get a post now, worked out anew from the roster. */
function audienceOf({ db }: TestBot, { column, audience, authorId }: Post): number[] {
  const { districtId } = authorityOf({ db } as TestBot, authorId);
  type Place = { districtId: number; routeId: number | null };
  const isIn = ({ districtIds, routeIds }: { districtIds: number[]; routeIds: number[] }, place: Place) =>
    (districtId === null || place.districtId === districtId) &&
    (districtIds.length + routeIds.length === 0 || districtIds.includes(place.districtId) || routeIds.includes(place.routeId ?? 0));
  const linked = db
    .select()
    .from(groups)
    .all()
    .filter(({ kind, state }) => kind === "retailers" && state === "active");
  const toGroups = linked.filter(
    (group) =>
      audience.groups !== null &&
      isIn(audience.groups, group) &&
      (!isProductColumn(column) || (group.username === null && group.licensedOnlyAt !== null)),
  );
  const shops = db
    .select()
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .all();
  const toPeople = shops.filter(({ retailers: shop, routes: route }) => {
    const { people } = audience;
    if (!people || shop.status !== "active" || !isIn(people, { districtId: route.districtId, routeId: route.id })) return false;
    const allows = (values: string[], value: string | null) => values.length === 0 || values.includes(value ?? "");
    const hasGroup = linked.some((group) => (group.routeId === null ? group.districtId === route.districtId : group.routeId === route.id));
    return (
      allows(people.tiers, shop.tier) &&
      allows(people.areas, shop.area) &&
      allows(people.businessTypes, shop.businessType) &&
      allows(people.licences, shop.licenceNo) &&
      !(people.isNotInGroup && hasGroup)
    );
  });
  return [...toGroups.map(({ chatId }) => chatId), ...new Set(toPeople.map(({ shop_people: { personId } }) => personId))].toSorted(byId);
}

/** Who did the step (0: nobody, it was time), what approvers saw of each submission, and whether the world is as it was at the step. */
export type Step = { who: number; seen: Map<string, string>; isStill: boolean };

function judgeStart(bot: TestBot, after: State, post: Post, { seen, isStill }: Step): string[] {
  const listed = bot.db.select().from(settings).where(eq(settings.key, "sensitive_words")).get();
  const said = JSON.stringify([post.parts, goodsOf(after, post.id)]);
  const { right, roles } = authorityOf(bot, post.authorId);
  const approved = seen.get(`${post.repeatOf ?? post.id}:${post.submittedAt}`);
  const isApproved = post.decidedBy !== null && post.returnReason === null && post.decidedBy !== post.authorId;
  const rows = after.rows.filter(({ kind, subjectId }) => kind === "post" && subjectId === post.id).map(({ chatId }) => chatId);
  return [
    ...(said.includes(STOP_WORD) || (listed && said.includes(LISTED_LATER)) ? ["a word that stops it"] : []),
    ...(right === "none" ? ["its author may not write"] : []),
    ...(right === "submit" && !isApproved ? ["nobody approved it"] : []),
    ...(post.decidedBy !== null && approved !== contentOf(after, post) ? ["it is not what was approved"] : []),
    ...(roles.join() === "brand_partner" && post.column !== "products" ? ["not a brand partner's column"] : []),
    ...(isStill && JSON.stringify(rows.toSorted(byId)) !== JSON.stringify(audienceOf(bot, post))
      ? [`it goes to ${rows.join()} instead of ${audienceOf(bot, post).join()}`]
      : []),
  ].map((fault) => `post ${post.id} started: ${fault}`);
}

/** The entries of the audit that a change of a post has to leave. */
function entriesFor(was: Post | undefined, is: Post): string[] {
  const changed = (key: keyof Post) => was?.[key] !== is[key];
  const isNow = (state: Post["state"]) => changed("state") && is.state === state;
  return [
    ...(changed("sentAt") && is.sentAt !== null ? ["post.send"] : []),
    ...(was && changed("decidedAt") && is.decidedAt !== null ? [is.returnReason === null ? "post.approve" : "post.return"] : []),
    ...(was && changed("submittedAt") ? ["post.submit"] : []),
    ...(changed("revision") && is.revision > 0 ? ["post.edit"] : []),
    ...(isNow("recalled") ? ["post.recall"] : []),
    ...(isNow("paused") ? ["post.pause"] : []),
    ...(isNow("cancelled") ? ["post.cancel"] : []),
    ...(was?.state === "paused" && isNow("sending") ? ["post.resume"] : []),
  ];
}

function judgeAudits(bot: TestBot, before: State, after: State, { who }: Step): string[] {
  const added = after.audits.slice(before.audits.length);
  return added.flatMap(({ action, actorId, subject }) => {
    const post = after.posts.find(({ id }) => subject === `post ${id}`);
    const is = `${subject}: ${action} by ${actorId}`;
    const byItself = actorId === null && ["post.send", "post.pause", "post.not_started"].includes(action);
    if (actorId !== who && !byItself) return [`${is}, but it was ${who}`];
    if (!post || actorId === null) return [];
    const { roles, districtId, right } = authorityOf(bot, actorId);
    const isOwn = actorId === post.authorId;
    const supervises =
      roles.includes("admin") || (roles.includes("supervisor") && districtId === authorityOf(bot, post.authorId).districtId);
    const decides = supervises || (action === "post.return" && roles.includes("supervisor"));
    if (["post.approve", "post.return"].includes(action)) return isOwn || !decides ? [`${is}: not theirs to decide`] : [];
    if (action === "post.edit" && right !== "send") return [`${is}: not without an approver`];
    if (action === "post.send") return isOwn || decides ? [] : [`${is}: not theirs`];
    return isOwn || roles.includes("admin") || roles.includes("supervisor") ? [] : [`${is}: not theirs`];
  });
}

/** What a step must not have done. */
export function findFaults(bot: TestBot, before: State, after: State, step: Step): string[] {
  const added = after.audits.slice(before.audits.length);
  const ofPosts = after.posts.flatMap((post) => {
    const was = before.posts.find(({ id }) => id === post.id);
    const noted = added.filter(({ subject }) => subject === `post ${post.id}`).map(({ action }) => action);
    const isStarted = post.sentAt !== null && was?.sentAt !== post.sentAt;
    const isFixed = was && (was.sentAt !== null || was.state === "submitted") && post.state !== "draft";
    return [
      ...entriesFor(was, post)
        .filter((action) => !noted.includes(action))
        .map((action) => `post ${post.id}: no ${action} in the audit`),
      ...(isStarted ? judgeStart(bot, after, post, step) : []),
      ...(isFixed && was.revision === post.revision && JSON.stringify(was.parts) !== JSON.stringify(post.parts)
        ? [`post ${post.id} changed unseen`]
        : []),
      ...(isStarted && post.repeatOf !== null && before.posts.find(({ id }) => id === post.repeatOf)?.state !== "scheduled"
        ? [`post ${post.id}: its series had been stopped`]
        : []),
    ];
  });
  const lost = before.posts.filter(({ id }) => !after.posts.some((post) => post.id === id)).map(({ id }) => `post ${id} is gone`);
  return [...ofPosts, ...lost, ...judgeAudits(bot, before, after, step), ...findBroken(after)];
}

/** What is wrong with a state by itself. */
function findBroken({ posts: all, rows, acks }: State): string[] {
  const held = rows.filter(
    ({ state, kind, subjectId }) => state === "held" && kind === "post" && all.find(({ id }) => id === subjectId)?.state !== "paused",
  );
  const series = all
    .filter(({ repeatOf, sentAt }) => repeatOf !== null && sentAt !== null)
    .map(({ repeatOf, startAt }) => `${repeatOf} at ${startAt}`);
  const places = rows.filter(({ kind }) => kind === "post").map(({ subjectId, chatId }) => `${subjectId} in ${chatId}`);
  const twice = (keys: string[]) => keys.filter((key, at) => keys.indexOf(key) !== at);
  const early = acks.filter(({ postId }) => all.find(({ id }) => id === postId)?.sentAt === null);
  return [
    ...held.map(({ id }) => `delivery ${id} is held, and its post not paused`),
    ...twice(series).map((key) => `series ${key} started twice`),
    ...twice(places).map((key) => `post ${key} is planned twice`),
    ...early.map(({ postId }) => `post ${postId} was acknowledged before it was sent`),
  ];
}

/** What must have come to its end once everything had time to. */
export const findUnended = ({ posts: all, rows }: State, now: number): string[] =>
  rows
    .filter(({ state }) => ["pending", "sending", "held"].includes(state))
    // An approver is asked again in working hours.
    .filter(({ kind, notBefore }) => kind !== "post_review" || notBefore <= now)
    .filter(({ subjectId }) => all.find(({ id }) => id === subjectId)?.state !== "paused")
    .map(
      ({ id, kind, state, subjectId }) =>
        `delivery ${id} (${kind} of post ${subjectId}, ${all.find((post) => post.id === subjectId)?.state}) is ${state} for ever`,
    )
    .concat(all.filter(({ state }) => state === "sending").map(({ id }) => `post ${id} is under way for ever`));
