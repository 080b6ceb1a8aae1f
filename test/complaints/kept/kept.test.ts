import { describe, expect, test } from "vitest";
import { kept, keptTexts, verify } from "./support.ts";
import { MANAGER, photo, startWorld, STRANGER } from "../world.ts";

describe("what someone unverified writes", () => {
  test("is kept, filed nowhere, and the answer says until when", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("/complain 昨天送货少了两条");
    expect(w.textsTo(STRANGER)).toEqual([
      "同舟只为持证零售客户服务。点“验证身份”，用登记的手机号一键完成，约 10 秒。\n您写的内容先保留到11月25日（周三）09:00。在那之前完成验证，我会问您要不要提交，不用重写。",
    ]);
    expect(w.buttonsOf(w.lastTo(STRANGER))).toEqual(["bind:start"]);
    expect(kept(w)).toMatchObject([{ personId: STRANGER, item: { text: "昨天送货少了两条" }, isQuestion: false }]);
    expect(w.cases()).toEqual([]);
  });

  test("in English says the same", async () => {
    const w = await startWorld({ language: "en" });
    await w.person(STRANGER).write("complaint two cartons short");
    expect(w.textsTo(STRANGER)[0]).toContain("I keep what you wrote until Wed 25 Nov, 09:00.");
    expect(keptTexts(w)).toEqual(["two cartons short"]);
  });

  test("in a group is kept when it begins as a complaint, told once a day to the sender alone, never repeated", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("今天天气不错", w.group);
    await w.person(STRANGER).write("投诉 少了两条", w.group);
    await w.person(STRANGER).write("/complain@tongzhou_bot 烟受潮", w.group);
    expect(keptTexts(w)).toEqual(["少了两条", "烟受潮"]);
    expect(w.calls.map(({ payload }) => payload)).toMatchObject([
      { chat_id: w.group.id, ephemeral_message_parameters: { receiver_user_id: STRANGER } },
    ]);
    expect(w.textsTo(w.group.id)[0]).toContain("先保留到");
    expect(w.textsTo(w.group.id)[0]).not.toContain("少了两条");
  });

  test("in a desk group or a group that is none of ours is not kept", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("/complain 少了两条", w.desk);
    await w.person(STRANGER).write("/complain 少了两条", { id: -100999, type: "supergroup", title: "x" });
    expect(kept(w)).toEqual([]);
    expect(w.textsTo(-100999).join()).not.toContain("保留");
  });

  test("alone, as a command, a number, a sticker or a button's label, is nothing to keep", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    for (const text of ["/complain", "投诉", "/complaint", "/nonsense", "140100000001", "📣 我要投诉"]) await stranger.write(text);
    await stranger.send({ sticker: { file_id: "S", file_unique_id: "s", type: "regular", width: 1, height: 1 } });
    expect(kept(w)).toEqual([]);
    expect(w.textsTo(STRANGER).every((text) => text.includes("验证身份") && !text.includes("保留"))).toBe(true);
  });

  test("stays within what one case holds: a flood of messages or of words is told and not kept", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    for (let n = 0; n < 25; n++) await stranger.write(`投诉 第 ${n} 条`, w.group);
    expect(kept(w)).toHaveLength(20);
    await stranger.write("少了一条");
    expect(w.textsTo(STRANGER).at(-1)).toContain("这条没有保留");
    const other = w.person(STRANGER + 1);
    for (let n = 0; n < 5; n++) await other.write("长".repeat(4_000));
    expect(kept(w).filter(({ personId }) => personId === STRANGER + 1)).toHaveLength(4);
  });

  test("counts as edited, and an edit that is too long leaves the words as they were", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    const message = await stranger.write("投诉 少了两条");
    for (let n = 0; n < 3; n++) await stranger.write("长".repeat(4_000));
    await stranger.edit(message, "投诉 少了三条");
    expect(keptTexts(w)[0]).toBe("少了三条");
    await stranger.write("长".repeat(3_990));
    await stranger.edit(message, `投诉 ${"少".repeat(3_000)}`);
    expect(keptTexts(w)[0]).toBe("少了三条");
    expect(w.textsTo(STRANGER).at(-1)).toContain("没有保留");
  });

  test("as an album stays together and is answered once, in private and in a group", async () => {
    const w = await startWorld();
    const stranger = w.person(STRANGER);
    await stranger.send(photo("P1", { caption: "投诉 破损", media_group_id: "A" }), w.group);
    await stranger.send(photo("P2", { media_group_id: "A" }), w.group);
    await stranger.send(photo("P3", { media_group_id: "B" }));
    await stranger.send(photo("P4", { media_group_id: "B" }));
    expect(kept(w).map(({ item }) => item.media?.fileId)).toEqual(["P1", "P2", "P3", "P4"]);
    expect(w.textsTo(w.group.id)).toHaveLength(1);
    expect(w.textsTo(STRANGER)).toHaveLength(1);
    // A picture that nobody's album brought is none of the group's.
    await stranger.send(photo("P5", { media_group_id: "C" }), w.group);
    expect(kept(w)).toHaveLength(4);
  });

  test("while a licence number is asked for, a complaint is not taken for one", async () => {
    const w = await startWorld();
    await verify(w, "13999999999");
    await w.person(STRANGER).write("投诉 少了两条");
    expect(keptTexts(w)).toEqual(["少了两条"]);
    await w.person(STRANGER).write("我的号");
    expect(w.textsTo(STRANGER).at(-1)).toContain("12 位数字");
  });

  test("by staff who keep no shop is not kept", async () => {
    const w = await startWorld();
    await w.person(MANAGER).write("/complain 少了两条");
    expect(kept(w)).toEqual([]);
  });
});
