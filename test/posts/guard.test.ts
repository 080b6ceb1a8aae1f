import { afterEach, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { sweepPosts } from "../../src/posts/jobs.ts";
import { VALID_FOR_CHOICES } from "../../src/posts/rules.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

const HOUR_MS = 3_600_000;
const OWNER = 201;

let t: Posting;
afterEach(() => t.close());

/** An announcement to the group and to one shop's owner, not yet sent. */
async function announce(text = "停电通知"): Promise<number> {
  const shop = buildRetailer(t.db, { routeId: t.route.id });
  buildShopPerson(t.db, shop.id, OWNER, { startedAt: t.deps.clock() });
  await t.author.write(`/announce ${text}`);
  return t.posts().at(-1)!.id;
}
const rowOf = (chatId: number) => t.db.select().from(deliveries).where(eq(deliveries.chatId, chatId)).get()!;

describe("words that must not be sent", () => {
  test("stop a post, which names them; edited out, it goes", async () => {
    t = await startPosting();
    await t.person(1).write("/setting sensitive_words +内部价");
    const { post, message } = await t.draft("policy", "本周内 部 价如下");
    expect(t.lastTo(AUTHOR).payload.text).toContain("⛔ 里面有不能发的词：内部价");
    await t.author.press(`post:send:${post.id}`);
    expect(t.alerts().at(-1)).toBe("里面有不能发的词：内部价。请编辑您发的那条消息，再点一次。");
    expect(t.posts()[0]!.state).toBe("draft");
    await t.author.edit(message, "本周价格如下");
    await t.author.press(`post:send:${post.id}`);
    expect(t.posts()[0]!.state).toBe("sending");
  });

  test("are shown twenty at a time, however many there are: the draft's message takes no more than 4,096 characters", async () => {
    t = await startPosting();
    const words = Array.from(
      { length: 200 },
      (_, n) => `内部${String.fromCharCode(0x4e00 + n)}价${String.fromCharCode(0x5e00 + n)}${"一二三四五六七八九十".repeat(2)}`,
    );
    await t.person(1).write(`/setting sensitive_words +${words.slice(0, 100).join("、")}`);
    await t.person(1).write(`/setting sensitive_words +${words.slice(100).join("、")}`);
    await t.person(1).write(`/setting sale_words +${words.slice(0, 100).join("、")}`);
    await t.draft("policy", words.slice(0, 150).join("。"));
    const { text } = t.lastTo(AUTHOR).payload;
    expect(text).toContain(`${words[19]!}等（另有 130 个）`);
    expect(text!.length).toBeLessThan(4_096);
  });

  test("gifts, lotteries and health claims stop a post about goods, not one about policy", async () => {
    t = await startPosting();
    const { post } = await t.draft("products", "新品，买就抽奖");
    await t.author.press(`post:send:${post.id}`);
    expect(t.alerts().at(-1)).toContain("抽奖");
    const { post: policy } = await t.draft("policy", "严禁抽奖促销");
    await t.author.press(`post:send:${policy.id}`);
    expect(t.posts().map(({ state }) => state)).toEqual(["draft", "sending"]);
  });

  test("that came into force after a post was scheduled stop it at its time", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "内部价");
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + HOUR_MS}`);
    await t.author.press(`post:send:${post.id}`);
    await t.person(1).write("/setting sensitive_words +内部价");
    t.advance(HOUR_MS);
    t.advance(5_000);
    await sweepPosts(t.deps);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("里面有不能发的词：内部价");
  });

  test("are not edited into a post that was sent", async () => {
    t = await startPosting();
    const { post, message } = await t.draft("policy", "开会");
    await t.author.press(`post:send:${post.id}`);
    await t.deliver();
    await t.author.edit(message, "特供会议");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("特供");
    expect(t.posts()[0]).toMatchObject({ text: "开会", revision: 0 });
  });

  test("an order or a sale in the chat is warned of, and may be sent", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "要货请私聊下单");
    expect(t.lastTo(AUTHOR).payload.text).toContain("⚠️ 这些话像是在群里接单或卖货：私聊下单");
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:send:${post.id}`);
    await t.author.press(`post:send:${post.id}`);
    expect(t.posts()[0]!.state).toBe("sending");
  });
});

describe("the quiet hours", () => {
  const EVENING = Date.parse("2026-11-23T22:30:00+08:00");
  const MORNING = Date.parse("2026-11-24T08:00:00+08:00");

  test("hold private messages back until their end, groups get it at once; the author is told before", async () => {
    t = await startPosting();
    t.setNow(EVENING);
    const id = await announce();
    expect(t.lastTo(AUTHOR).payload.text).toContain("08:00 再发");
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    expect([t.textsTo(FORUM), t.textsTo(OWNER)]).toEqual([["停电通知"], []]);
    t.setNow(MORNING);
    await t.deliver();
    expect(t.textsTo(OWNER)).toEqual(["停电通知"]);
  });

  test("are why the bar stands still, which its author reads until they end", async () => {
    t = await startPosting();
    t.setNow(EVENING);
    const id = await announce();
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    t.advance(3_000);
    await t.deliver();
    expect(t.lastTo(AUTHOR).payload.text).toMatch(/1 \/ 2[^]*私聊 1 人在免打扰时段后（08:00）发/);
    await t.author.press(`post:pause:${id}`);
    expect(t.lastTo(AUTHOR).payload.text).not.toContain("免打扰");
    await t.author.press(`post:resume:${id}`);
    t.setNow(MORNING);
    for (let round = 0; round < 2; round += 1) {
      await t.deliver();
      t.advance(3_000);
    }
    expect(
      t
        .textsTo(AUTHOR)
        .filter((text) => text.includes("▓"))
        .at(-1),
    ).not.toContain("免打扰");
  });

  test("that outlast the post warn that nobody will get it in private", async () => {
    t = await startPosting();
    t.setNow(EVENING);
    const id = await announce();
    const shown = () => t.lastTo(AUTHOR).payload.text;
    for (const [hours, isLate] of [
      [6, true],
      [24, false],
    ] as const) {
      await t.author.press(`post:valid:${id}:${VALID_FOR_CHOICES.indexOf(hours * HOUR_MS)}`);
      await t.author.press(`post:show:${id}`);
      expect(shown()?.includes("私聊消息不会发出")).toBe(isLate);
      expect(shown()?.includes("08:00 再发")).toBe(!isLate);
    }
  });

  test("that begin while a post goes out hold back what is left for people", async () => {
    t = await startPosting();
    t.setNow(EVENING - HOUR_MS);
    const id = await announce();
    await t.author.press(`post:send:${id}`);
    t.setNow(EVENING);
    await t.deliver();
    expect([t.textsTo(FORUM), t.textsTo(OWNER)]).toEqual([["停电通知"], []]);
    expect(rowOf(OWNER)).toMatchObject({ state: "pending", notBefore: MORNING });
  });

  test("hold after a pause too", async () => {
    t = await startPosting();
    t.setNow(EVENING - HOUR_MS);
    const id = await announce();
    await t.author.press(`post:send:${id}`);
    await t.author.press(`post:pause:${id}`);
    t.setNow(EVENING);
    await t.author.press(`post:resume:${id}`);
    expect(rowOf(OWNER).notBefore).toBe(MORNING);
    expect(rowOf(FORUM).notBefore).toBe(EVENING);
  });

  test("hold a reminder to acknowledge back too", async () => {
    t = await startPosting();
    const id = await announce();
    await t.author.press(`post:set:${id}:requireAck:1`);
    await t.author.press(`post:send:${id}`);
    for (let round = 0; round < 3; round += 1) {
      await t.deliver();
      t.advance(3_000);
    }
    t.setNow(EVENING);
    await t.author.press(`post:remind:${id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("08:00 再发提醒");
    await t.author.press(`post:remindgo:${id}`);
    expect(t.alerts().at(-1)).toContain("08:00 提醒 1 人");
    const rows = t.db.select().from(deliveries).where(eq(deliveries.kind, "post_remind")).all();
    expect(rows).toMatchObject([{ chatId: OWNER, notBefore: MORNING }]);
  });

  test("do not outlive the setting", async () => {
    t = await startPosting();
    await t.person(1).write("/setting quiet_hours off");
    t.setNow(EVENING);
    const id = await announce();
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    expect(t.textsTo(OWNER)).toEqual(["停电通知"]);
  });
});
