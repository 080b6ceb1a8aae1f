import { and, asc, eq, inArray } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { changeEverywhere } from "../../src/posts/service.ts";
import { until } from "../support/until.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, PLAIN } from "../posts/support.ts";
import { GOODS, HEADER, startSupply, table, WARNING, type Supply } from "./support.ts";

const OWNER = 60;
const NEW = `${HEADER}\n红塔山(硬经典),20支,68,75,3,4,8\n玉溪(软),20支,230,260,1,1,2\n`;

let t: Supply;
afterEach(() => t.close());

async function settle(): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await t.deliver();
    t.advance(3_000);
  }
}

/** A supply post of the table, sent and arrived; what that took is forgotten. */
async function publish(content = GOODS, taps: readonly string[] = []) {
  const message = await t.sendTable(content, { caption: "本周货源" });
  const { id } = t.posts().at(-1)!;
  for (const tap of taps) await t.author.press(tap.replace("#", String(id)));
  await t.author.press(`post:send:${id}`);
  await settle();
  t.forget();
  return { id, message };
}

/** The author answers the file with another; the data of the button that changes it everywhere. */
async function replace(message: object, content: string, more: object = {}): Promise<string> {
  await t.sendTable(content, { reply_to_message: message, ...more });
  await t.deliver();
  const asked = t.calls.findLast((call) => buttonsOf(call).some((data) => data.startsWith("post:edityes")));
  return asked ? buttonsOf(asked)[0]! : "";
}

const rows = (...kinds: ("post" | "post_more" | "post_edit")[]) =>
  t.db.select().from(deliveries).where(inArray(deliveries.kind, kinds)).orderBy(asc(deliveries.id)).all();

const shownIn = (chatId: number) => t.shownIn(chatId);
const names = (chatId: number) => shownIn(chatId).flatMap(({ text }) => [...text.matchAll(/第(\d+)号/g)].map(([, at]) => Number(at)));
const upTo = (lines: number, first = 0) => Array.from({ length: lines }, (_, at) => first + at);

describe("a table answered with another one after it was sent", () => {
  test("is shown and asked about with the numbers; nothing changes before the answer", async () => {
    t = await startSupply();
    const { message } = await publish();
    const before = t.goods();
    const yes = await replace(message, NEW);
    expect(yes).toMatch(/^post:edityes:\d+:\d+$/);
    const preview = t.calls.find(({ method }) => method === "sendRichMessage")!;
    expect(preview.payload).toMatchObject({ chat_id: AUTHOR, protect_content: true });
    expect(JSON.stringify(preview.payload)).toContain("玉溪(软)");
    expect(t.textsTo(AUTHOR).at(-1)).toBe(
      "👆「货源信息」的新内容。已送达的 1 处要一起改吗？\n表格现在 2 行：新增 1，去掉 1，改动 1。零售客户发 /supply 看到的档位数量也随之更新。",
    );
    expect(t.calls.filter(({ payload }) => payload.chat_id === FORUM)).toEqual([]);
    expect(t.goods()).toEqual(before);
    expect(t.posts()).toHaveLength(1);
  });

  test("takes its place everywhere, and in what retailers ask for; who did it is on record", async () => {
    t = await startSupply();
    t.addPlain({ locale: "en" });
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id, supplyGroup: 15 }).id, OWNER);
    const { id, message } = await publish();
    const ids = rows("post").map(({ messageId }) => messageId);
    await t.author.press(await replace(message, NEW));
    await settle();
    for (const [at, chat] of [FORUM, PLAIN].entries()) {
      const calls = t.calls.filter(({ payload }) => payload.chat_id === chat);
      expect(calls).toMatchObject([{ method: "editMessageText", payload: { message_id: ids[at] } }]);
      expect(JSON.stringify(calls)).toContain("玉溪(软)");
      expect(JSON.stringify(calls)).toContain("本周货源");
      expect(JSON.stringify(calls)).not.toContain("中华");
    }
    expect(t.newsTo(AUTHOR).at(-1)).toBe("✅ 货源信息：2 处都已改好。");
    await t.person(OWNER).write("/supply");
    expect(shownIn(OWNER).at(-1)!.text).toMatch(/红塔山.*"4"/);
    const noted = t.db.select().from(audit).where(eq(audit.action, "post.edit")).all();
    expect(noted).toMatchObject([{ actorId: AUTHOR, subject: `post ${id}`, detail: { revision: 1, places: 1 + 1, lines: 2 } }]);
  });

  test("also by putting another file into the message, with other words above it", async () => {
    t = await startSupply({ isOld: true });
    const { message } = await publish();
    await t.update({ edited_message: { ...message, ...t.document(NEW), caption: "更正", edit_date: 2 } as never });
    await t.deliver();
    const asked = t.calls.findLast((call) => buttonsOf(call).length === 2)!;
    await t.author.press(buttonsOf(asked)[0]!);
    await settle();
    const [shown] = shownIn(FORUM);
    expect(shown!.text).toMatch(/^更正\n品名/);
    expect(shown!.text).toContain("玉溪(软)");
    expect(shown!.text.endsWith(WARNING)).toBe(true);
  });

  test("keeps the words when it brings none, and replaces them when it does", async () => {
    t = await startSupply({ isOld: true });
    const { message } = await publish();
    await t.author.press(await replace(message, NEW, { caption: "更正" }));
    await settle();
    expect(shownIn(FORUM)[0]!.text).toMatch(/^更正\n品名/);
    await t.author.press(await replace(message, GOODS));
    await settle();
    expect(shownIn(FORUM)[0]!.text).toMatch(/^更正\n品名[\s\S]*中华/);
  });

  test("that is longer goes on in new messages, that is shorter says so in those left over; the button stays below the last", async () => {
    t = await startSupply({ isOld: true });
    const { id, message } = await publish(table(60), ["post:set:#:requireAck:1"]);
    const before = rows("post", "post_more").length;
    await t.author.press(await replace(message, table(150, 1_000)));
    await settle();
    expect(names(FORUM)).toEqual(upTo(150, 1_000));
    const longer = shownIn(FORUM);
    expect(longer.length).toBeGreaterThan(before);
    expect(longer.map(({ buttons }) => buttons)).toEqual([...longer.slice(1).map(() => []), [`ack:${id}`]]);
    for (const { text } of longer) expect(text.length).toBeLessThanOrEqual(4_096);

    await t.author.press(await replace(message, table(3, 2_000)));
    await settle();
    expect(names(FORUM)).toEqual(upTo(3, 2_000));
    const shorter = shownIn(FORUM);
    expect(shorter[0]!.buttons).toEqual([`ack:${id}`]);
    expect(shorter.slice(1)).toEqual(longer.slice(1).map(() => ({ text: "（货源表已更新，这里没有内容了，请看上面）", buttons: [] })));
    expect(t.newsTo(AUTHOR).at(-1)).toBe("✅ 货源信息：1 处都已改好。");

    await t.author.press(`post:recallyes:${id}`);
    await settle();
    const removed = t.calls.findLast(({ method, payload }) => method === "deleteMessages" && payload.chat_id === FORUM)!;
    expect(removed.payload["message_ids"]).toHaveLength(longer.length);
  });
});

describe("a table changed while it is being sent", () => {
  test("loses and doubles no line where its rest was still to come", async () => {
    t = await startSupply({ isOld: true });
    t.addPlain();
    const message = await t.sendTable(table(300), { caption: "本周货源" });
    const { id } = t.posts().at(-1)!;
    await t.author.press(`post:send:${id}`);
    // The first part has arrived, the next waits.
    t.refuse((method, { text }) =>
      method === "sendMessage" && text?.includes("第200号") === true && rows("post_edit").length === 0
        ? { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 5 } }
        : undefined,
    );
    await t.deliver();
    expect(rows("post_more").map(({ state }) => state)).toEqual(["pending", "pending"]);
    await t.author.press(await replace(message, table(300, 1_000)));
    for (let round = 0; round < 3; round += 1) await settle();
    for (const chat of [FORUM, PLAIN]) expect(names(chat)).toEqual(upTo(300, 1_000));
    expect(rows("post_more").filter(({ state }) => state === "skipped")).toMatchObject([{ reason: "outdated" }, { reason: "outdated" }]);
  });

  test.each([
    ["its first part", "post"],
    ["a later part", "post_more"],
  ] as const)("loses and doubles no line where %s was on its way", async (_what, kind) => {
    t = await startSupply({ isOld: true });
    const message = await t.sendTable(table(150), { caption: "本周货源" });
    const { id } = t.posts().at(-1)!;
    await t.author.press(`post:send:${id}`);
    let isDone = false;
    t.refuse(async (method, { chat_id: chatId }) => {
      const isMeant = method === "sendMessage" && chatId === FORUM && rows(kind).some(({ state }) => state === "sending");
      if (isDone || !isMeant) return undefined;
      isDone = true;
      await t.sendTable(table(150, 1_000), { reply_to_message: message });
      const ask = t.db
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.kind, "post_edit_ask")))
        .get()!;
      const answer = { postId: id, proposalId: ask.id, messageId: null };
      expect(await changeEverywhere(t.deps, answer, { id: AUTHOR, roles: ["broadcaster"] })).toMatchObject({ ok: true });
      // Where there is something to change already, that is looked at while the part is on its way.
      await until("the change", () => rows("post_edit").every((row) => row.state !== "pending" || row.notBefore > t.deps.clock()));
      return undefined;
    });
    for (let round = 0; round < 3; round += 1) await settle();
    expect(isDone).toBe(true);
    expect(names(FORUM)).toEqual(upTo(150, 1_000));
  });

  test("that the process died in is changed all the same, once", async () => {
    t = await startSupply({ isOld: true });
    const { message } = await publish(table(60));
    await t.author.press(await replace(message, table(150, 1_000)));
    t.db.update(deliveries).set({ state: "sending", leaseUntil: 0, attempts: 1 }).where(eq(deliveries.kind, "post_edit")).run();
    for (let round = 0; round < 2; round += 1) await settle();
    expect(names(FORUM)).toEqual(upTo(150, 1_000));
  });
});

describe("another table", () => {
  test("that is the same changes nothing and says so", async () => {
    t = await startSupply();
    const { message } = await publish();
    expect(await replace(message, GOODS)).toBe("");
    expect(t.textsTo(AUTHOR).at(-1)).toBe("这个表格和发出去的一样，没有改动。");
  });

  test("with broken lines is asked about first", async () => {
    t = await startSupply({ isOld: true });
    const { message } = await publish();
    expect(await replace(message, `${NEW}坏的,20支,很贵,1,1,1,1\n`)).toBe("");
    expect(buttonsOf(t.lastTo(AUTHOR))[0]).toBe("post:good");
    await t.author.press("post:good");
    await t.deliver();
    await t.author.press(buttonsOf(t.calls.findLast((call) => buttonsOf(call)[0]?.startsWith("post:edityes") === true)!)[0]!);
    await settle();
    expect(shownIn(FORUM)[0]!.text).toContain("玉溪(软)");
  });

  test("with a word in it that must not be sent is refused", async () => {
    t = await startSupply();
    const { message } = await publish();
    expect(await replace(message, `${HEADER}\n红塔山 赠品装,20支,68,75,1,2,5\n`)).toBe("");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("里面有不能发的词：赠品");
    expect(t.goods()).toHaveLength(2);
  });

  test("in place of a file that is none is refused, and answers to a recalled post make a new draft", async () => {
    t = await startSupply();
    await t.author.write("/post supply");
    const words = await t.author.send({ text: "本周货源" });
    const file = await t.sendTable(GOODS);
    const { id } = t.posts().at(-1)!;
    await t.author.press(`post:send:${id}`);
    await settle();
    await t.update({ edited_message: { ...file, document: undefined, photo: [{ file_id: "p" }], edit_date: 2 } as never });
    expect(t.textsTo(AUTHOR).at(-1)).toBe("货源表只能换成另一个表格文件（CSV 或 Excel）。发出去的没有改动。");
    await t.author.press(`post:recallyes:${id}`);
    await settle();
    await replace(words, NEW);
    expect(t.posts().map(({ state }) => state)).toEqual(["recalled", "draft"]);
  });
});
