import { afterEach, describe, expect, test } from "vitest";
import { buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const WARNING = "⚠️ 吸烟有害健康。禁止向未成年人售烟。";

describe("changing a draft", () => {
  test("editing the message changes draft and preview", async () => {
    t = await startPosting();
    const { message } = await t.draft("supply", "到货 10 条");
    const preview = t.posts()[0]!.previewMessageIds[0];
    t.forget();
    await t.author.edit(message, "到货 20 条");
    expect(t.posts()).toMatchObject([{ text: "到货 20 条", state: "draft" }]);
    expect(t.calls[0]).toMatchObject({ method: "editMessageText", payload: { message_id: preview, text: `到货 20 条\n\n${WARNING}` } });
  });

  test("a new caption or photo changes the preview of a photo", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    const message = await t.author.send({ photo: [{ file_id: "one" }], caption: "旧" });
    t.forget();
    await t.update({ edited_message: { ...message, photo: [{ file_id: "two" }], caption: "新", edit_date: 2 } as never });
    expect(t.calls[0]).toMatchObject({ method: "editMessageMedia", payload: { media: { type: "photo", media: "two", caption: "新" } } });
  });

  test("a preview the author deleted is shown anew", async () => {
    t = await startPosting();
    const { message } = await t.draft("policy", "旧");
    t.refuse((method) =>
      method === "editMessageText" ? { error_code: 400, description: "Bad Request: message to edit not found" } : undefined,
    );
    t.forget();
    await t.author.edit(message, "新");
    expect(t.textsTo(AUTHOR)[0]).toBe("新");
    expect(t.posts()[0]!.previewMessageIds).toEqual([t.calls.find(({ method }) => method === "sendMessage")!.messageId]);
  });

  test("an edit that makes it too long is not taken, and the author is told", async () => {
    t = await startPosting();
    const { message } = await t.draft("training", "短");
    await t.author.edit(message, "长".repeat(4_096));
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有采用");
    expect(t.posts()).toMatchObject([{ text: "短" }]);
  });

  test("moving to a product column adds the warning to the preview", async () => {
    t = await startPosting();
    const { post } = await t.draft("training", "到货");
    await t.author.press(`post:move:${post.id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:to:${post.id}:supply`);
    t.forget();
    await t.author.press(`post:to:${post.id}:supply`);
    expect(t.calls[0]!.payload.text).toBe(`到货\n\n${WARNING}`);
    expect(t.posts()).toMatchObject([{ column: "supply" }]);
  });

  test("moving is refused when the warning would make it too long", async () => {
    t = await startPosting();
    const { post } = await t.draft("training", "长".repeat(4_060));
    await t.author.press(`post:to:${post.id}:supply`);
    expect(t.alerts()).toContainEqual(expect.stringContaining("会超出"));
    expect(t.posts()).toMatchObject([{ column: "training" }]);
  });

  test("a draft cancelled by a slip is there again after one tap, for its author alone, and a second tap changes nothing", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:drop:${post.id}`);
    buildStaff(t.db, AUTHOR + 1, ["broadcaster"], { districtId: t.district.id });
    await t.person(AUTHOR + 1).press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "discarded" }]);
    for (let tap = 0; tap < 2; tap += 1) await t.author.press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
    expect(t.lastTo(AUTHOR).payload.text).toContain("政策通知 · 草稿");
    await t.author.press(`post:send:${post.id}`);
    await t.author.press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "sending" }]);
  });

  test("a discarded draft can be taken up again from its message", async () => {
    t = await startPosting();
    const { message, post } = await t.draft("policy", "通知");
    await t.author.press(`post:drop:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "discarded" }]);
    await t.author.write("/post policy", undefined, { reply_to_message: message });
    expect(t.posts()).toMatchObject([{ id: post.id, state: "draft" }]);
  });
});
