import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { sweepPosts } from "../../src/posts/jobs.ts";
import { findTable } from "../../src/posts/service.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { FORUM, PLAIN } from "../posts/support.ts";
import { GOODS, HEADER, startSupply, TAIL, WARNING, type Supply } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

const BIG = `${HEADER}\n${Array.from({ length: 490 }, (_, at) => `卷烟牌号第${at}号(硬),20支,${100 + at},${120 + at},1,2,3`).join("\n")}\n`;
const names = (text: string) => [...text.matchAll(/第(\d+)号/g)].map(([, at]) => Number(at));
const everyLine = Array.from({ length: 490 }, (_, at) => at);

/** Composes a supply post of the table and sends it to everyone it is for. */
async function post(content: string, caption = "本周货源"): Promise<number> {
  await t.sendTable(content, { caption });
  const { id } = t.posts().at(-1)!;
  t.forget();
  await t.author.press(`post:send:${id}`);
  await t.deliver();
  return id;
}

const to = (chatId: number) => t.calls.filter(({ payload }) => payload.chat_id === chatId);
const rowsOf = (id: number) =>
  t.db
    .select()
    .from(deliveries)
    .all()
    .filter(({ subjectId, kind }) => subjectId === id && (kind === "post" || kind === "post_more"));

describe("a table that takes several messages", () => {
  test("reaches a group as text where the server is old: in its topic, in order, every line once, one warning at the end", async () => {
    t = await startSupply({ isOld: true });
    t.addPlain();
    await t.author.write("/post supply");
    const id = await post(BIG);
    for (const chatId of [FORUM, PLAIN]) {
      const texts = t.textsTo(chatId);
      expect(texts.length).toBeGreaterThan(3);
      expect(texts.flatMap(names)).toEqual(everyLine);
      for (const text of texts) expect(text.length).toBeLessThanOrEqual(4_096);
      expect(texts.filter((text) => text.includes(WARNING))).toEqual([texts.at(-1)]);
      expect(texts.filter((text) => text.includes("本周货源"))).toEqual([texts[0]]);
      for (const table of t.tablesTo(chatId)) expect(table.startsWith("品名")).toBe(true);
    }
    expect(new Set(to(FORUM).map(({ payload }) => payload["message_thread_id"]))).toEqual(new Set([101]));
    expect(t.textsTo(PLAIN)[0]).toMatch(/^#货源信息\n本周货源/);
    expect(to(FORUM).every(({ payload }) => payload["protect_content"] === true)).toBe(true);
    expect(rowsOf(id).filter(({ kind }) => kind === "post")).toHaveLength(2);
    expect(rowsOf(id).every(({ state }) => state === "sent")).toBe(true);
    t.advance(5_000);
    await t.deliver();
    expect(t.textsTo(50).join("\n")).toContain("2 处全部送达");
  });

  test("goes as two rich messages where the server has them", async () => {
    t = await startSupply();
    await post(BIG);
    const messages = to(FORUM);
    expect(messages.map(({ method }) => method)).toEqual(["sendRichMessage", "sendRichMessage"]);
    const blocks = messages.map(
      ({ payload }) => (payload["rich_message"] as { blocks: { type: string; cells?: { text: string }[][] }[] }).blocks,
    );
    expect(blocks.map((each) => each.map(({ type }) => type))).toEqual([
      ["paragraph", "table"],
      ["table", "paragraph"],
    ]);
    const lines = blocks.flatMap((each) => each.flatMap(({ cells }) => (cells ?? []).slice(1).map(([name]) => name!.text)));
    expect(names(lines.join())).toEqual(everyLine);
    for (const each of blocks) expect(each.reduce((sum, { cells }) => sum + 1 + (cells?.length ?? 0), 0)).toBeLessThanOrEqual(500);
  });

  test("has the button to acknowledge it below its last message, and only the first is pinned", async () => {
    t = await startSupply({ isOld: true });
    await t.sendTable(BIG);
    const { id } = t.posts()[0]!;
    for (const option of ["pin", "requireAck"]) await t.author.press(`post:set:${id}:${option}:1`);
    t.forget();
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    const sent = to(FORUM).filter(({ method }) => method === "sendMessage");
    expect(sent.map(({ payload }) => payload["reply_markup"] !== undefined)).toEqual([...sent.slice(1).map(() => false), true]);
    const pins = to(FORUM).filter(({ method }) => method === "pinChatMessage");
    expect(pins.map(({ payload }) => payload["message_id"])).toEqual([sent[0]!.messageId]);
  });

  test.each([
    ["is finished where it has begun when the rest is given up", "cancelled", everyLine],
    ["goes no further when it was taken back", "recalled", everyLine.slice(0, -1)],
  ] as const)("%s", async (_, state, lines) => {
    t = await startSupply({ isOld: true });
    await t.sendTable(BIG);
    const { id } = t.posts()[0]!;
    await t.author.press(`post:send:${id}`);
    // While its first message is on its way.
    t.refuse((_method, { chat_id: chatId }) => {
      if (chatId === FORUM) t.db.update(posts).set({ state }).run();
      return undefined;
    });
    t.forget();
    await t.deliver();
    const arrived = t.textsTo(FORUM).flatMap(names);
    expect(arrived).toEqual(lines.slice(0, arrived.length));
    expect(arrived.length === everyLine.length).toBe(state === "cancelled");
    // What was taken back on its way is removed, and nothing follows it.
    const kinds = t.db
      .select({ kind: deliveries.kind })
      .from(deliveries)
      .all()
      .map(({ kind }) => kind);
    expect([kinds.includes("post_more"), kinds.includes("post_recall")]).toEqual([state === "cancelled", state === "recalled"]);
  });

  test("is given up with its reader: who blocks the bot in the middle gets no more, and counts once", async () => {
    t = await startSupply({ isOld: true });
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    await t.sendTable(BIG);
    const { id } = t.posts()[0]!;
    await t.author.press(`post:aud:${id}:people`);
    await t.author.press(`post:send:${id}`);
    let sent = 0;
    t.refuse((method, { chat_id: chatId }) =>
      chatId === 60 && method === "sendMessage" && (sent += 1) > 1
        ? { error_code: 403, description: "Forbidden: bot was blocked by the user" }
        : undefined,
    );
    t.forget();
    await t.deliver();
    expect(t.textsTo(60)).toHaveLength(1);
    expect(
      rowsOf(id)
        .filter(({ chatId }) => chatId === 60)
        .map(({ kind, state }) => [kind, state]),
    ).toEqual([
      ["post", "sent"],
      ["post_more", "unreachable"],
    ]);
  });
});

describe("a server without rich messages", () => {
  const unknown = { error_code: 404, description: "Not Found: method not found" };

  test("is noticed once, and nobody loses the post", async () => {
    t = await startSupply();
    t.addPlain();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    await t.sendTable(`${HEADER}\n中华(硬),20支,380,450,1,2,3\n`, { caption: "本周" });
    const { id } = t.posts()[0]!;
    await t.author.press(`post:aud:${id}:people`);
    await t.author.press(`post:send:${id}`);
    let tries = 0;
    t.refuse((method) => (method === "sendRichMessage" && (tries += 1) ? unknown : undefined));
    t.forget();
    await t.deliver();
    for (const chatId of [FORUM, PLAIN, 60]) expect(t.tablesTo(chatId)).toEqual(["品名     规格 批发 零售\n中华(硬) 20支  380  450"]);
    // Those that were under way when the first answer came.
    expect(tries).toBeLessThanOrEqual(3);
    tries = 0;
    await post(`${HEADER}\n红塔山,20支,68,75,1,2,3\n`, "又一期");
    expect(tries).toBe(0);
    expect(t.textsTo(FORUM).join("\n")).toContain("红塔山");
  });

  test("is noticed in the preview already", async () => {
    t = await startSupply({ isOld: true });
    await t.sendTable(`${HEADER}\n中华(硬),20支,380,450,1,2,3\n`, { caption: "本周" });
    expect(t.textsTo(50)[0]).toBe(`本周\n品名     规格 批发 零售\n中华(硬) 20支  380  450\n\n${TAIL}`);
    expect(t.deps.telegram.lacksRichMessages).toBe(true);
  });

  test("is not to be confused with a chat that refuses the message for its own reasons", async () => {
    t = await startSupply();
    await t.sendTable(`${HEADER}\n中华(硬),20支,380,450,1,2,3\n`);
    const { id } = t.posts()[0]!;
    t.refuse((method) =>
      method === "sendRichMessage"
        ? { error_code: 400, description: "Bad Request: not enough rights to send text messages to the chat" }
        : undefined,
    );
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    expect(rowsOf(id)).toMatchObject([{ kind: "post", state: "failed" }]);
    expect(t.deps.telegram.lacksRichMessages).toBe(false);
  });
});

test("each time of a repeating table keeps the table it went out with", async () => {
  t = await startSupply({ isOld: true });
  const message = await t.sendTable(GOODS, { caption: "本周货源" });
  const { id } = t.posts().at(-1)!;
  await t.author.press(`post:week:${id}:2`);
  await t.author.press(`post:send:${id}`);
  t.setNow(Date.parse("2026-11-24T09:00:05+08:00"));
  await sweepPosts(t.deps);
  const [, sent] = t.posts();
  await t.author.press(`post:unplan:${id}`);
  await t.author.write("/post policy 改成政策", undefined, { reply_to_message: message });
  expect(await findTable(t.deps, sent!)).toMatchObject([{ name: "红塔山(硬经典)" }, { name: "中华(硬)" }]);
  await t.deliver();
  expect(t.tablesTo(FORUM).join("")).toContain("红塔山(硬经典)");
});
