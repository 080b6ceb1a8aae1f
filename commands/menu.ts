import type { Api } from "grammy";
import { mayUse, type AccessKey } from "../src/access.ts";
import { LOCALES, type Locale } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import type { Actor } from "../src/people/service.ts";
import { findActor, identify } from "../src/people/service.ts";
import { readOutcome } from "../src/telegram/outcomes.ts";

/** The commands of the menu, in its order; /start is Telegram's own and needs no line. */
const MENU = [
  "complain",
  "mycases",
  "complaint",
  "case",
  "order",
  "supply",
  "newproducts",
  "settings",
  "tasks",
  "away",
  "cutoff",
  "post",
  "announce",
  "posts",
  "report",
  "outage",
  "import",
  "group",
  "staff",
  "setting",
  "audit",
  "bind",
  "language",
  "help",
] as const satisfies readonly AccessKey[];

/** Who files for shops and reads cases; which ones, the service decides. */
const CASE_READERS = ["service_desk", "account_manager", "supervisor", "admin"] as const;

const describe = (deps: Deps, locale: Locale, commands: readonly AccessKey[]) =>
  commands.map((command) => ({ command, description: deps.t(locale, `menu-${command}`) }));

const hasShop = ({ shops }: Actor): boolean => shops.length > 0;
const readsCases = ({ roles }: Actor): boolean => roles.some((role) => (CASE_READERS as readonly string[]).includes(role));
const isUnknown = (actor: Actor): boolean => !hasShop(actor) && actor.roles.length === 0;

/** Commands that answer more people than they are of use to. */
const OFFERED: Partial<Record<AccessKey, (actor: Actor) => boolean>> = {
  complain: hasShop,
  complaint: readsCases,
  case: readsCases,
  // Someone who is known already need not be verified again.
  bind: isUnknown,
};

/** What this person may use now. */
export function commandsOf(actor: Actor): AccessKey[] {
  return MENU.filter((command) => mayUse(actor, command) && (OFFERED[command]?.(actor) ?? true));
}

const setMenu = (deps: Deps, api: Api, actor: Actor) =>
  api.setMyCommands(describe(deps, actor.locale, commandsOf(actor)), { scope: { type: "chat", chat_id: actor.person.id } });

/** Sets the sender's own menu in private, after roles, shops or language changed. */
export async function refreshMenu(deps: Deps, ctx: BotContext): Promise<void> {
  await setMenu(deps, ctx.api, await identify(deps, ctx.from!, false));
}

/** Sets the menu of someone else whose roles or shops the sender changed; whoever never pressed Start gets theirs with it. */
export async function refreshMenuOf(deps: Deps, api: Api, personId: number | null): Promise<void> {
  const actor = personId === null ? undefined : await findActor(deps, personId);
  if (!actor) return;
  try {
    await setMenu(deps, api, actor);
  } catch (error) {
    // The change itself is done and the rights hold without a menu: Telegram's refusal must not undo the answer to who made it.
    deps.log.info({ person: personId, outcome: readOutcome(error).kind }, "a person's menu could not be set");
  }
}

/** Sets what people see before the bot knows them, in both languages; called once at the start. */
export async function setDefaultMenus(deps: Deps, api: Api): Promise<void> {
  const stranger: readonly AccessKey[] = ["bind", "language", "help"];
  for (const locale of LOCALES) {
    const language = locale === "zh" ? ({ language_code: "zh" } as const) : {};
    await api.setMyCommands(describe(deps, locale, stranger), { scope: { type: "all_private_chats" }, ...language });
    await api.setMyCommands(describe(deps, locale, ["complain"]), { scope: { type: "all_group_chats" }, ...language });
  }
}
