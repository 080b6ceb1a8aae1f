import type { Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findLinkableDistricts, findLinkableRoutes } from "../groups/service.ts";
import { listSome } from "./naming.ts";
import type { GroupFilter, PeopleFilter } from "./rules.ts";

/** As many places or licences as fit into a line; the rest is counted. */
const NAMED = 4;

type Words = { deps: Deps; locale: Locale; places: { districts: Map<number, string>; routes: Map<number, string> } };

const listOf = ({ deps, locale }: Words, values: readonly string[]): string =>
  listSome((key, variables) => deps.t(locale, key, variables), values, NAMED);

/** The names of the chosen places; "" for everywhere. */
function namePlaces(words: Words, { districtIds, routeIds }: GroupFilter): string {
  const { districts, routes } = words.places;
  return listOf(words, [
    ...districtIds.map((id) => districts.get(id) ?? String(id)),
    ...routeIds.map((id) => routes.get(id) ?? String(id)),
  ]);
}

function describeGroups(words: Words, filter: GroupFilter): string {
  const places = namePlaces(words, filter);
  return words.deps.t(words.locale, places === "" ? "post-audience-all-groups" : "post-audience-groups", { places });
}

/** What restricts the people, one phrase a list; empty for everyone. */
function describeTraits(words: Words, filter: PeopleFilter): string[] {
  const { deps, locale } = words;
  const places = namePlaces(words, filter);
  const named = (trait: "business-type" | "area", values: string[]) => values.map((value) => deps.t(locale, `post-${trait}`, { value }));
  return [
    places,
    listOf(words, filter.tiers),
    listOf(words, named("business-type", filter.businessTypes)),
    listOf(words, named("area", filter.areas)),
    filter.licences.length > 0 ? deps.t(locale, "post-audience-licences", { n: filter.licences.length }) : "",
    filter.isNotInGroup ? deps.t(locale, "post-audience-no-group") : "",
  ].filter((phrase) => phrase !== "");
}

function describePeople(words: Words, filter: PeopleFilter): string {
  const { deps, locale } = words;
  const traits = describeTraits(words, filter);
  if (traits.length === 0) return deps.t(locale, "post-audience-everyone");
  return deps.t(locale, "post-audience-people", { traits: traits.join(" · ") });
}

/** Whom a post is for, in words: "every retailers' group; private: East · gold". */
export async function describeAudience(deps: Deps, locale: Locale, { audience }: Pick<Post, "audience">): Promise<string> {
  const districts = new Map((await findLinkableDistricts(deps.db)).map(({ id, name }) => [id, name]));
  const routes = new Map((await findLinkableRoutes(deps.db)).map(({ id, code }) => [id, code]));
  const words = { deps, locale, places: { districts, routes } };
  const parts = [
    ...(audience.groups ? [describeGroups(words, audience.groups)] : []),
    ...(audience.people ? [describePeople(words, audience.people)] : []),
  ];
  return parts.length === 0 ? deps.t(locale, "post-audience-nobody") : parts.join(deps.t(locale, "post-audience-and"));
}
