import { afterEach, describe, expect, test } from "vitest";
import { AUTHOR } from "../posts/support.ts";
import { GOODS, HEADER, startSupply, type Supply } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

test("a sheet with hundreds of columns that mean nothing is answered in one message", async () => {
  t = await startSupply();
  await t.author.write("/post supply");
  const columns = Array.from({ length: 300 }, (_, at) => `备注${at}${"很长".repeat(at === 0 ? 3_000 : 5)}`);
  await t.sendTable(`品名,批发价,${columns.join(",")}\n中华(硬),380,\n`);
  const answer = t.textsTo(AUTHOR).find((text) => text.includes("没有采用的列"))!;
  expect(answer).toContain("备注9很长");
  expect(answer).toContain("另有 290 个");
  expect(answer.length).toBeLessThan(1_000);
});

test("a table whose draft was moved to a column that shows no goods does not get into it", async () => {
  t = await startSupply();
  const { post } = await t.draft("supply", "本周货源");
  await t.sendTable(`${GOODS}坏行,20支,不是价格,,,,\n`);
  await t.author.press(`post:to:${post.id}:policy`);
  await t.author.press("post:good");
  expect(t.goods()).toEqual([]);
  expect(t.posts()).toMatchObject([{ column: "policy", text: "本周货源" }]);
});

test("a table whose message becomes another file leaves the draft's words alone", async () => {
  t = await startSupply();
  const { post } = await t.draft("supply", "本周货源");
  const message = await t.sendTable(GOODS);
  expect(t.goods()).toHaveLength(2);
  await t.update({ edited_message: { ...message, document: undefined, photo: [{ file_id: "p" }], edit_date: 2 } as never });
  expect(t.posts()).toMatchObject([{ id: post.id, text: "本周货源", photo: null }]);
  expect(t.textsTo(AUTHOR).at(-1)).toContain("能发布的是文字");
});

test("a message that becomes a post about goods is protected, whatever it was before", async () => {
  t = await startSupply();
  const message = await t.author.write("到货 20 条");
  await t.author.write("/post policy", undefined, { reply_to_message: message });
  expect(t.posts()).toMatchObject([{ column: "policy", protect: false }]);
  await t.author.write("/post products", undefined, { reply_to_message: message });
  expect(t.posts()).toMatchObject([{ column: "products", protect: true }]);
});

describe("a table that was posted before", () => {
  test("comes along when its post is used again, and another one takes its place", async () => {
    t = await startSupply();
    await t.author.write("/post supply");
    await t.sendTable(GOODS, { caption: "本周货源" });
    await t.author.press("post:send:1");
    await t.author.press("post:copy:1", { messageId: 900 });
    expect(t.goods().filter(({ postId }) => postId === 2)).toHaveLength(2);
    await t.author.press("post:renew:2");
    await t.sendTable(`${HEADER}\n利群,20支,100,120,1,2,3`);
    expect(t.goods().filter(({ postId }) => postId === 2)).toMatchObject([{ name: "利群" }]);
    expect(t.goods().filter(({ postId }) => postId === 1)).toHaveLength(2);
    await t.author.press("post:renew:2");
    await t.author.write("只换这句话");
    expect(t.goods().filter(({ postId }) => postId === 2)).toMatchObject([{ name: "利群" }]);
    expect(t.posts()[1]).toMatchObject({ text: "只换这句话", state: "draft" });
  });
});

test("a table whose broken lines are being asked about is read anew when its message gets another file", async () => {
  t = await startSupply();
  const message = await t.sendTable(`${GOODS}坏行,20支,不是价格,,,,\n`, { caption: "本周货源" });
  expect(t.posts()).toEqual([]);
  await t.update({ edited_message: { ...message, ...t.document(GOODS), edit_date: 2 } as never });
  expect(t.goods()).toHaveLength(2);
  expect(t.posts()).toMatchObject([{ column: "supply", text: "本周货源" }]);
});
