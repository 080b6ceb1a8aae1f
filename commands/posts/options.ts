import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { VALID_FOR_CHOICES } from "../../src/posts/rules.ts";
import { setOptions, type Post } from "../../src/posts/service.ts";

const SWITCHES = ["pin", "silent", "protect", "requireAck"] as const;
type Switch = (typeof SWITCHES)[number];
const isSwitch = (value: string): value is Switch => (SWITCHES as readonly string[]).includes(value);

const HOUR_MS = 3_600_000;

/** Every option, ticked or not. A button says what it makes true, so that a tap handled twice changes nothing more. */
export async function showOptions(ctx: BotContext, post: Post): Promise<void> {
  const keyboard = new InlineKeyboard();
  for (const option of SWITCHES)
    keyboard
      .text(`${post[option] ? "✅" : "⬜"} ${ctx.t(`post-option-${option}`)}`, `post:set:${post.id}:${option}:${post[option] ? 0 : 1}`)
      .row();
  const at = VALID_FOR_CHOICES.indexOf(post.validForMs);
  const label =
    post.validForMs === null ? ctx.t("post-option-valid-always") : ctx.t("post-option-valid", { hours: post.validForMs / HOUR_MS });
  keyboard.text(`⏳ ${label}`, `post:valid:${post.id}:${(at + 1) % VALID_FOR_CHOICES.length}`).row();
  keyboard.text(ctx.t("post-back"), `post:show:${post.id}`);
  await ctx.editMessageText(ctx.t("post-options-explained"), { reply_markup: keyboard });
}

/** Switches one option on or off; undefined when there is no such option, or no such draft any more. */
export async function switchOption(deps: Deps, post: Post, option: string, value: string): Promise<Post | undefined> {
  return isSwitch(option) ? setOptions(deps, post.id, { [option]: value === "1" }) : undefined;
}

/** Sets how long a draft stays worth sending; undefined when there is no such choice, or no such draft any more. */
export async function chooseValidity(deps: Deps, post: Post, choice: number): Promise<Post | undefined> {
  const validForMs = VALID_FOR_CHOICES[choice];
  return validForMs === undefined ? undefined : setOptions(deps, post.id, { validForMs });
}
