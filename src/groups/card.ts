import { findGroupPlace, findTopics, type Group, type GroupPlace } from "../../db/groups.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { COLUMNS, toHashtag, type Column } from "../posts/rules.ts";

/** The names of columns in one line, as people write a list. */
export const nameColumns = (deps: Deps, locale: Locale, columns: readonly Column[]): string =>
  columns.map((column) => deps.t(locale, `column-${column}`)).join(deps.t(locale, "group-comma"));

function describeUse(deps: Deps, { locale, kind, routeId }: Group, { district, route }: GroupPlace): string {
  if (kind === "desk") return deps.t(locale, "group-card-desk", { district });
  return routeId === null
    ? deps.t(locale, "group-card-district", { district })
    : deps.t(locale, "group-card-route", { district, route: route ?? "" });
}

async function describeColumns(deps: Deps, { id, isForum, locale }: Group): Promise<string[]> {
  if (!isForum)
    return [
      deps.t(locale, "group-card-hashtags", { columns: COLUMNS.map((column) => toHashtag(deps.t(locale, `column-${column}`))).join(" ") }),
    ];
  const topics = await findTopics(deps.db, id);
  const made = COLUMNS.filter((column) => topics.has(column));
  const missing = COLUMNS.filter((column) => !topics.has(column));
  return [
    ...(made.length > 0 ? [deps.t(locale, "group-card-topics", { columns: nameColumns(deps, locale, made) })] : []),
    ...(missing.length > 0 ? [deps.t(locale, "group-card-missing", { columns: nameColumns(deps, locale, missing) })] : []),
  ];
}

/** Whether posts about goods may go to the group, and if not, what an admin does about it. */
function describeMembers(deps: Deps, { locale, username, licensedOnlyAt }: Group): string {
  if (username !== null) return deps.t(locale, "group-card-public", { username });
  return deps.t(locale, licensedOnlyAt === null ? "group-card-unconfirmed" : "group-card-confirmed");
}

/** How a linked group stands, in the group's language: for whom it is, its columns, its language, and what an admin should put right. */
export async function describeGroup(deps: Deps, group: Group): Promise<string> {
  const lines = [describeUse(deps, group, await findGroupPlace(deps.db, group))];
  if (group.kind === "retailers") lines.push(...(await describeColumns(deps, group)));
  if (group.kind === "retailers") lines.push(describeMembers(deps, group));
  lines.push(deps.t(group.locale, "group-card-language"));
  return lines.join("\n");
}

/** One line of the list of linked groups. */
export function describeListed(deps: Deps, locale: Locale, group: Group & GroupPlace): string {
  const { title, district, route, kind, state, username } = group;
  const use = kind === "desk" ? "desk" : route === null ? "district" : "route";
  const line = deps.t(locale, `group-list-${use}`, { title, district, route: route ?? "" });
  const left = state === "left" ? deps.t(locale, "group-list-left") : "";
  const open = kind === "retailers" && username !== null ? deps.t(locale, "group-list-public") : "";
  return line + left + open;
}
