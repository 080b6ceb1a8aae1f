import { describe, expect, test } from "vitest";
import { CLERK, photo, RETAILER, startWorld, STRANGER } from "./world.ts";

describe("anything a retailer sends in private", () => {
  test("is kept and asked about, then filed as the complaint it was", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("昨天送货少了两条");
    expect(w.cases()).toHaveLength(0);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:file", "ask:file", "complain:cancel"]);
    await w.person(RETAILER).press("complain:file");
    await w.person(RETAILER).press("complain:file");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "昨天送货少了两条", category: "delivery" }]);
    expect(w.alerts().at(-1)).toBe("这条消息已经处理过了。");
  });

  test("is filed as a question without a door visit", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("下周送货吗");
    await w.person(RETAILER).press("ask:file");
    expect(w.cases()).toMatchObject([{ category: "advice" }]);
    expect(w.promised()).toHaveLength(1);
  });

  test("in several messages is one case, with every word and photo", async () => {
    const w = await startWorld();
    const retailer = w.person(RETAILER);
    await retailer.send(photo("P1", { media_group_id: "A" }));
    await retailer.send(photo("P2", { media_group_id: "A" }));
    await retailer.write("少了两条");
    const last = await retailer.write("还有一条压坏");
    expect(w.textsTo(RETAILER)).toHaveLength(3);
    await retailer.press("complain:file");
    await w.update({ message: last as never });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "少了两条\n\n还有一条压坏" }]);
    expect(w.calls.filter(({ method }) => method === "sendPhoto")).toHaveLength(2);
    expect(w.textsTo(RETAILER).filter((text) => text.includes("这是"))).toHaveLength(1);
  });

  test("is added to the open case with one tap", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).send(photo("P1"));
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:add:1");
    await w.person(RETAILER).press("complain:add:1");
    await w.person(RETAILER).press("complain:add:1");
    await w.deliver();
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "sendPhoto", payload: { photo: "P1" } });
    expect(w.calls.filter(({ method }) => method === "sendPhoto")).toHaveLength(1);
    expect(w.cases()).toHaveLength(1);
  });

  test("edited before the choice is filed as edited", async () => {
    const w = await startWorld();
    const message = await w.person(RETAILER).write("少了两条");
    await w.person(RETAILER).edit(message, "少了三条");
    await w.person(RETAILER).press("complain:file");
    expect(w.cases()).toMatchObject([{ text: "少了三条" }]);
  });

  test("is forgotten when it was neither", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("你好");
    await w.person(RETAILER).press("complain:cancel");
    await w.person(RETAILER).press("ask:file");
    expect(w.cases()).toHaveLength(0);
    expect(w.alerts().at(-1)).toBe("这条消息已经处理过了。");
  });

  test("of 4,096 characters and more is filed whole", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("少".repeat(4_096));
    await w.person(RETAILER).write("😀".repeat(2_048));
    await w.person(RETAILER).press("complain:file");
    await w.deliver();
    const sent = w.textsTo(w.desk!.id).slice(1).join("");
    expect(sent).toBe(`${"少".repeat(4_096)}\n\n${"😀".repeat(2_048)}`);
    expect(w.calls.every(({ payload }) => (payload.text ?? "").length <= 4_096)).toBe(true);
  });

  test("an edit of something that became no case, and a service message, change nothing", async () => {
    const w = await startWorld();
    const message = await w.person(RETAILER).write("/help");
    w.forget();
    await w.person(RETAILER).edit(message, "/help me");
    await w.person(RETAILER).send({ pinned_message: { message_id: 1 } });
    expect(w.calls).toEqual([]);
  });
});

test("an unknown command in private is answered with the way to help", async () => {
  const w = await startWorld();
  await w.person(RETAILER).write("/nonsense");
  await w.person(CLERK).write("/nonsense");
  for (const id of [RETAILER, CLERK]) expect(w.textsTo(id)).toEqual(["没有这个命令。可用的命令请发 /help。"]);
});

test("staff are pointed to help, and an unverified person to getting verified", async () => {
  const w = await startWorld();
  await w.person(CLERK).write("在吗");
  await w.person(STRANGER).write("在吗");
  expect(w.textsTo(CLERK)).toEqual(["没有看懂。可用的命令请发 /help。"]);
  expect(w.buttonsOf(w.lastTo(STRANGER))).toEqual(["bind:start"]);
});

test("a button nobody knows any more says so, wherever it is", async () => {
  const w = await startWorld();
  await w.person(RETAILER).press("ancient:1");
  await w.person(RETAILER).press("ancient:1", { chat: w.group });
  await w.person(RETAILER).press("ask:nonsense");
  expect(w.alerts()).toHaveLength(3);
  expect(w.alerts().every((text) => text.startsWith("这个按钮已失效"))).toBe(true);
});
