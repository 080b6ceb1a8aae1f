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
  "order",
  "supply",
  "newproducts",
  "settings",
  "tasks",
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
  "bind",
  "language",
  "help",
] as const satisfies readonly AccessKey[];

const describe = (deps: Deps, locale: Locale, commands: readonly AccessKey[]) =>
  commands.map((command) => ({ command, description: deps.t(locale, `menu-${command}`) }));

/** What this person may use now; someone who is known already need not be verified again. */
export function commandsOf(actor: Actor): AccessKey[] {
  const isKnown = actor.shops.length > 0 || actor.roles.length > 0;
  return MENU.filter((command) => mayUse(actor, command) && !(command === "bind" && isKnown));
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
