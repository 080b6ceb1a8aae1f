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

const toggled = (values: readonly Value[], value: Value): Value[] =>
  values.includes(value) ? values.filter((each) => each !== value) : [...values, value];

/** The audience with one choice of a list more, or less. */
export function toggle(audience: AudienceFilter, list: ChoiceList, value: Value): AudienceFilter {
  const values = toggled(selectedOf(audience, list), value);
  return isGroupList(list)
    ? { ...audience, groups: { ...(audience.groups ?? EVERY_GROUP), [GROUP_KEYS[list]]: values } }
    : { ...audience, people: { ...(audience.people ?? EVERYONE), [PEOPLE_KEYS[list]]: values } };
}

export type Choice = { value: Value; label: string };

type Trait = "tier" | "businessType" | "area";

const countByTrait = async (deps: Deps, trait: Trait, label: (value: string) => string): Promise<Choice[]> =>
  (await countShopsBy(deps.db, trait)).map(({ value, shops }) => ({ value, label: `${label(value)} · ${shops}` }));

/** What an author can choose from; of places only those of the own district. */
export async function findChoices(deps: Deps, ctx: BotContext, post: Post, list: ChoiceList): Promise<Choice[]> {
  if (list === "pt") return countByTrait(deps, "tier", (value) => value);
  if (list === "pb") return countByTrait(deps, "businessType", (value) => ctx.t("post-business-type", { value }));
  if (list === "pa") return countByTrait(deps, "area", (value) => ctx.t("post-area", { value }));
  const within = await findAuthorDistrict(deps, post.authorId);
  const isMine = (districtId: number) => within === null || within === districtId;
  if (list === "gd" || list === "pd")
    return (await findLinkableDistricts(deps.db)).filter(({ id }) => isMine(id)).map(({ id, name }) => ({ value: id, label: name }));
  return (await findLinkableRoutes(deps.db))
    .filter(({ districtId }) => isMine(districtId))
    .map(({ id, code, district }) => ({ value: id, label: `${code} · ${district}` }));
}
