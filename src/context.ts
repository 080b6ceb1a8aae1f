import type { Context } from "grammy";
import type { Locale } from "./config.ts";
import type { Variables } from "./i18n.ts";
import type { Actor } from "./people/service.ts";

/** What every handler finds on its context, put there by bot.ts before any command runs. */
export type BotContext = Context & {
  /** Who wrote or tapped: person, staff roles, shops. */
  actor: Actor;
  /** The language to answer in: the person's in private, the group's in a group. */
  locale: Locale;
  t: (key: string, variables?: Variables) => string;
};
