import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { EVERY_GROUP, EVERYONE, type AudienceFilter } from "../../src/posts/rules.ts";
import { describeReach, setAudience, type Post } from "../../src/posts/service.ts";
import { pageKeyboard } from "../groups-cards.ts";
import { findChoices, isChoiceList, selectedOf, tick, type ChoiceList, unlessEveryone } from "./audience-choices.ts";

/** Whom a draft is for, with the buttons that change it; `aud` stands in every button's data, so that they are told from the panel's. */
export async function showAudience(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const { groups, people } = post.audience;
  const mark = (isOn: boolean, key: string) => `${isOn ? "✅ " : ""}${ctx.t(key)}`;
  const isEveryGroup = groups !== null && groups.districtIds.length + groups.routeIds.length === 0;
  const data = (what: string) => `post:aud:${post.id}:${what}`;
  const keyboard = new InlineKeyboard()
    .text(mark(isEveryGroup, "post-aud-groups-all"), data("groups"))
    .text(mark(groups === null, "post-aud-groups-none"), data("nogroups"))
    .row()
    .text(ctx.t("post-aud-groups-districts"), data("gd:0"))
    .text(ctx.t("post-aud-groups-routes"), data("gr:0"))
    .row()
    .text(mark(people !== null && JSON.stringify(people) === JSON.stringify(EVERYONE), "post-aud-people-all"), data("people"))
    .text(mark(people === null, "post-aud-people-none"), data("nopeople"))
    .row()
    .text(ctx.t("post-aud-people-districts"), data("pd:0"))
    .text(ctx.t("post-aud-people-routes"), data("pr:0"))
    .row()
    .text(ctx.t("post-aud-people-tiers"), data("pt:0"))
    .text(ctx.t("post-aud-people-types"), data("pb:0"))
    .text(ctx.t("post-aud-people-areas"), data("pa:0"))
    .row()
    .text(mark(people?.isNotInGroup === true, "post-aud-people-no-group"), data(people?.isNotInGroup ? "ingroup" : "nogroup"))
    .text(ctx.t("post-aud-people-licences"), data("licences"))
    .row()
    .text(ctx.t("post-back"), `post:show:${post.id}`);
  await ctx.editMessageText(await describeReach(deps, ctx.locale, post), { reply_markup: keyboard });
}

/** One list to choose from (districts, routes, tiers ...), page by page, with ticks. */
async function showChoices(deps: Deps, ctx: BotContext, post: Post, list: ChoiceList, page: number): Promise<void> {
  const choices = await findChoices(deps, ctx, post, list);
  if (choices.length === 0) return void (await ctx.answerCallbackQuery({ text: ctx.t("post-aud-no-choices"), show_alert: true }));
  const selected = selectedOf(post.audience, list);
  // A button says what it makes true, so that a tap handled twice does not take back what it chose.
  const items = choices.map(({ key, value, label }) => {
    const isOn = selected.includes(value);
    return { id: `${key}:${isOn ? 0 : 1}`, label: `${isOn ? "✅ " : ""}${label}` };
  });
  const keyboard = pageKeyboard(ctx, items, page, { item: `post:pick:${post.id}:${list}:${page}`, turn: `post:aud:${post.id}:${list}` });
  keyboard.row().text(ctx.t("post-back"), `post:aud:${post.id}`);
  const text = `${await describeReach(deps, ctx.locale, post)}\n\n${ctx.t(`post-aud-choose-${list}`)}`;
  await ctx.editMessageText(text, { reply_markup: keyboard });
}

const WHOLE: Record<string, (audience: AudienceFilter) => AudienceFilter> = {
  groups: (audience) => ({ ...audience, groups: EVERY_GROUP }),
  nogroups: (audience) => ({ ...audience, groups: null }),
  people: (audience) => ({ ...audience, people: EVERYONE }),
  nopeople: (audience) => ({ ...audience, people: null }),
  nogroup: (audience) => ({ ...audience, people: { ...(audience.people ?? EVERYONE), isNotInGroup: true } }),
  ingroup: (audience) => ({ ...audience, people: unlessEveryone({ ...(audience.people ?? EVERYONE), isNotInGroup: false }, EVERYONE) }),
};

/** A button of the audience: changes it, or opens a list; false when there is no such button. */
export async function changeAudience(deps: Deps, ctx: BotContext, post: Post, what: string, page: string): Promise<boolean> {
  if (what === "") await showAudience(deps, ctx, post);
  else if (isChoiceList(what)) await showChoices(deps, ctx, post, what, Number(page) || 0);
  else {
    const change = WHOLE[what];
    const changed = change && (await setAudience(deps, post.id, change(post.audience)));
    if (!changed) return false;
    await showAudience(deps, ctx, changed);
  }
  return true;
}

/** A tap on one of a list's choices: ticks it, or takes the tick away; false when it is no longer there. */
export async function pickChoice(deps: Deps, ctx: BotContext, post: Post, more: string[]): Promise<boolean> {
  const [list = "", page = "", key = "", isOn = ""] = more;
  if (!isChoiceList(list) || !/^[01]$/.test(isOn)) return false;
  const choice = (await findChoices(deps, ctx, post, list)).find((each) => each.key === key);
  const changed = choice && (await setAudience(deps, post.id, tick(post.audience, list, choice.value, isOn === "1")));
  if (!changed) return false;
  await showChoices(deps, ctx, changed, list, Number(page) || 0);
  return true;
}
