import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

const COLLEAGUE = 51;
const PARTNER = 52;

let t: Posting;
beforeEach(async () => {
  t = await startPosting();
});
afterEach(() => t.close());

describe("new content for what was sent", () => {
  const sendOne = async (content: object, column = "policy") => {
    await t.author.write(`/post ${column}`);
    await t.author.send(content);
    const { id } = t.posts().at(-1)!;
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    return id;
  };
  const agree = async () => {
    await t.deliver();
    const asked = t.calls.findLast(
      ({ payload }) => payload.chat_id === AUTHOR && buttonsOf({ payload } as never).some((data) => data.startsWith("post:edityes:")),
    )!;
    await t.author.press(buttonsOf(asked)[0]!);
    await t.deliver();
  };
  const lastEdit = () => t.calls.findLast(({ method, payload }) => method.startsWith("edit") && payload.chat_id === FORUM);

  test("is asked about and carried everywhere, when its author can no longer edit the message", async () => {
    const id = await sendOne({ text: "周一送货" });
    t.advance(3 * 24 * 3_600_000);
    await t.author.press(`post:renew:${id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("改之前会再问您一次");
    await t.author.write("周二送货");
    await agree();
    expect(lastEdit()?.payload.text).toBe("周二送货");
    expect(t.posts()).toMatchObject([{ text: "周二送货", revision: 1 }]);
  });

  test("that is a text leaves the picture and changes the words below it", async () => {
    const id = await sendOne({ photo: [{ file_id: "p" }], caption: "旧话" });
    await t.author.press(`post:renew:${id}`);
    await t.author.write("新话");
    await agree();
    expect(lastEdit()).toMatchObject({ method: "editMessageCaption", payload: { caption: "新话" } });
    expect(t.posts()).toMatchObject([{ photo: "p", text: "新话" }]);
  });

  test("of a colleague's post is asked of the admin who gives it", async () => {
    const id = await sendOne({ text: "周一送货" });
    const admin = t.person(1);
    await admin.press(`post:renew:${id}`);
    await admin.write("周二送货");
    await t.deliver();
    const asked = t.lastTo(1);
    expect(asked.payload.text).toContain("要一起改吗");
    await admin.press(buttonsOf(asked)[0]!);
    await t.deliver();
    expect(lastEdit()?.payload.text).toBe("周二送货");
  });

  test("that can not be taken is asked for again", async () => {
    const id = await sendOne({ text: "原话" });
    await t.author.press(`post:renew:${id}`);
    await t.author.write("长".repeat(4_095));
    expect(t.lastTo(AUTHOR).payload.text).toContain("超出");
    t.advance(60_000);
    await t.author.write("新话");
    await agree();
    expect(t.posts()).toMatchObject([{ text: "新话" }]);
  });

  test("that says the same changes nothing, and says so", async () => {
    const id = await sendOne({ text: "一样" });
    await t.author.press(`post:renew:${id}`);
    await t.author.write("一样");
    expect(t.lastTo(AUTHOR).payload.text).toBe("和现在的内容一样，没有改动。");
  });

  test("is not taken from colleagues, brand partners, or for what was recalled", async () => {
    const id = await sendOne({ text: "原话" });
    buildStaff(t.db, COLLEAGUE, ["broadcaster"]);
    buildStaff(t.db, PARTNER, ["brand_partner"]);
    for (const who of [COLLEAGUE, PARTNER]) {
      await t.person(who).press(`post:renew:${id}`);
      await t.person(who).write("别人的话");
    }
    await t.author.press(`post:recallyes:${id}`);
    await t.author.press(`post:renew:${id}`);
    expect(t.alerts().at(-1)).toContain("已经撤回");
    await t.author.write("晚了");
    await t.deliver();
    expect(t.posts()).toMatchObject([{ text: "原话", state: "recalled", revision: 0 }]);
  });
});
