import { afterEach, expect, test } from "vitest";
import { createPost, sendPost } from "../../src/posts/service.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { AUTHOR, FORUM, oneText, startPosting, type Posting } from "../posts/support.ts";

let t: Posting;
afterEach(() => t.close());

const DAY_MS = 24 * 60 * 60 * 1_000;

async function post(text: string, photo: string | null = null): Promise<void> {
  const draft = await createPost(t.deps, { authorId: AUTHOR, column: "supply", ...oneText(text, photo) });
  if (draft.ok) await sendPost(t.deps, draft.post.id, AUTHOR);
}

function retailer(language: "zh" | "en" = "zh") {
  buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60, { clientLanguage: language });
  return t.person(60, { language });
}

test("a retailer gets the newest supply post and when it was posted", async () => {
  t = await startPosting();
  const shop = retailer();
  await post("旧货源");
  t.advance(DAY_MS);
  await post("新货源", "photo");
  await shop.write("/supply");
  const [head, content] = t.calls.filter(({ payload }) => payload.chat_id === 60);
  expect(head!.payload.text).toBe("📋 今天 09:00 发布的货源信息：");
  expect(content).toMatchObject({
    method: "sendPhoto",
    payload: { photo: "photo", caption: "新货源\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。", protect_content: true },
  });
});

test.each([
  ["zh", "📋 货源信息", "最近两周没有新的货源信息"],
  ["en", "📋 Supply", "No supply news in the last two weeks"],
] as const)("the keyboard button in %s works, and says when there is nothing", async (language, label, answer) => {
  t = await startPosting();
  await retailer(language).write(label);
  expect(t.textsTo(60).at(-1)).toContain(answer);
});

test("a button in the other language works as well: the keyboard may be older than the choice", async () => {
  t = await startPosting();
  await retailer("en").write("📋 货源信息");
  expect(t.textsTo(60).at(-1)).toContain("No supply news");
});

test("a supply post older than a fortnight is no longer current", async () => {
  t = await startPosting();
  await post("货源");
  t.advance(14 * DAY_MS + 1);
  await retailer().write("/supply");
  expect(t.textsTo(60).at(-1)).toContain("没有新的货源信息");
});

test("a supply post that is no longer valid by its own option is not shown, the one before it is", async () => {
  t = await startPosting();
  await post("整周有效");
  t.advance(60_000);
  const { post: draft } = await t.draft("supply", "只到中午");
  await t.author.press(`post:valid:${draft.id}:1`);
  await t.author.press(`post:send:${draft.id}`);
  const shop = retailer();
  await shop.write("/supply");
  expect(t.textsTo(60).at(-1)).toContain("只到中午");
  t.advance(2 * 60 * 60 * 1_000);
  await shop.write("/supply");
  expect(t.textsTo(60).at(-1)).toContain("整周有效");
});

test("drafts and discarded posts are not shown", async () => {
  t = await startPosting();
  await createPost(t.deps, { authorId: AUTHOR, column: "supply", ...oneText("草稿") });
  await retailer().write("/supply");
  expect(t.textsTo(60).at(-1)).toContain("没有新的货源信息");
});

test("a stranger gets no goods, by command or by button", async () => {
  t = await startPosting();
  await post("货源");
  for (const text of ["/supply", "📋 货源信息"]) await t.person(70).write(text);
  expect(t.textsTo(70).every((text) => !text.includes("货源\n"))).toBe(true);
  expect(t.textsTo(70)).not.toEqual([]);
});

test("in a group /supply points to the column", async () => {
  t = await startPosting();
  await post("货源");
  await retailer().write("/supply", { id: FORUM, type: "supergroup", title: "R101 群", is_forum: true });
  expect(t.lastTo(FORUM).payload.text).toContain("「货源信息」栏目");
});
