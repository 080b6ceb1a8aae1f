import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findLinkableDistricts, findLinkableRoutes } from "../../src/groups/service.ts";
import { EVERY_GROUP, EVERYONE, type AudienceFilter } from "../../src/posts/rules.ts";
import { countShopsBy, findAuthorDistrict, type Post } from "../../src/posts/service.ts";

/** Groups by district and route; people by district, route, tier, business type and area. */
const CHOICE_LISTS = ["gd", "gr", "pd", "pr", "pt", "pb", "pa"] as const;
export type ChoiceList = (typeof CHOICE_LISTS)[number];
export const isChoiceList = (value: string): value is ChoiceList => (CHOICE_LISTS as readonly string[]).includes(value);

type Value = number | string;

const PEOPLE_KEYS = { pd: "districtIds", pr: "routeIds", pt: "tiers", pb: "businessTypes", pa: "areas" } as const;
const GROUP_KEYS = { gd: "districtIds", gr: "routeIds" } as const;

const isGroupList = (list: ChoiceList): list is "gd" | "gr" => list === "gd" || list === "gr";

/** What of a list is chosen. */
export function selectedOf({ groups, people }: AudienceFilter, list: ChoiceList): readonly Value[] {
  return isGroupList(list) ? (groups?.[GROUP_KEYS[list]] ?? []) : (people?.[PEOPLE_KEYS[list]] ?? []);
}

/** Who takes the last tick away has chosen nobody: only the button that says so means everyone. */
export const unlessEveryone = <F extends object>(filter: F, everyone: F): F | null => (isDeepStrictEqual(filter, everyone) ? null : filter);

/** The audience with one choice of a list ticked, or not. */
export function tick(audience: AudienceFilter, list: ChoiceList, value: Value, isOn: boolean): AudienceFilter {
  const others = selectedOf(audience, list).filter((each) => each !== value);
  const values = isOn ? [...others, value] : others;
  if (isGroupList(list)) {
    const groups = { ...(audience.groups ?? EVERY_GROUP), [GROUP_KEYS[list]]: values };
    return { ...audience, groups: unlessEveryone(groups, EVERY_GROUP) };
  }
  const people = { ...(audience.people ?? EVERYONE), [PEOPLE_KEYS[list]]: values };
  return { ...audience, people: unlessEveryone(people, EVERYONE) };
}

/** `key` names it in a button: its place in the list may have changed by the time of the tap. */
export type Choice = { key: string; value: Value; label: string };

/** A star tier may be called anything, and a button's data is short. */
const keyOf = (value: string): string => createHash("sha256").update(value).digest("base64url").slice(0, 10);

type Trait = "tier" | "businessType" | "area";

/** What an author can choose from, with how many shops: of the own district. */
export async function findChoices(deps: Deps, ctx: BotContext, post: Post, list: ChoiceList): Promise<Choice[]> {
  const within = await findAuthorDistrict(deps, post.authorId);
  const byTrait = async (trait: Trait, nameOf: (value: string) => string): Promise<Choice[]> =>
    (await countShopsBy(deps.db, trait, within)).map(({ value, shops }) => ({
      key: keyOf(value),
      value,
      label: `${nameOf(value)} · ${shops}`,
    }));
  if (list === "pt") return byTrait("tier", (value) => value);
  if (list === "pb") return byTrait("businessType", (value) => ctx.t("post-business-type", { value }));
  if (list === "pa") return byTrait("area", (value) => ctx.t("post-area", { value }));
  const isMine = (districtId: number) => within === null || within === districtId;
  const toChoice = (id: number, label: string): Choice => ({ key: String(id), value: id, label });
  if (list === "gd" || list === "pd")
    return (await findLinkableDistricts(deps.db)).filter(({ id }) => isMine(id)).map(({ id, name }) => toChoice(id, name));
  return (await findLinkableRoutes(deps.db))
    .filter(({ districtId }) => isMine(districtId))
    .map(({ id, code, district }) => toChoice(id, `${code} · ${district}`));
}
