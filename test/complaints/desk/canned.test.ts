import { describe, expect, test } from "vitest";
import { keyOfCause } from "../../../src/complaints/causes/words.ts";
import { CANNED_REPLIES, titleOfReply } from "../../../src/settings/service.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, RETAILER, startWorld, STRANGER } from "../world.ts";

const DELIVERY = keyOfCause(CANNED_REPLIES[1]);

async function startCanned(language = "zh") {
  const w = await startWorld({ language });
  await w.fileOne();
  const card = w.lastTo(w.desk!.id);
  await w.person(CLERK).press("case:canned:1", { chat: w.desk!, messageId: card.messageId });
  const list = w.lastTo(w.desk!.id);
  const tap = (data: string, id = CLERK) => w.person(id).press(data, { chat: w.desk!, messageId: list.messageId });
  return { ...w, card, list, tap };
}

describe("a canned reply", () => {
  test("is chosen by its title, read in full, and answers the shop", async () => {
    const w = await startCanned();
    expect(w.list).toMatchObject({ method: "sendMessage", payload: { reply_parameters: { message_id: w.card.messageId } } });
    expect(w.buttonsOf(w.list)).toHaveLength(CANNED_REPLIES.length + 1);
    await w.tap(`case:canned:1:${DELIVERY}`);
    const { text } = titleOfReply(CANNED_REPLIES[1]);
    expect(w.lastTo(w.desk!.id)).toMatchObject({
      method: "editMessageText",
      payload: { message_id: w.list.messageId, text: `C-20261123-0001 将发给客户：\n${text}` },
    });
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toEqual([`case:cannedsend:1:${DELIVERY}`, "case:canned:1"]);
    await w.tap(`case:cannedsend:1:${DELIVERY}`);
    expect(w.lastTo(w.desk!.id).payload.text).toBe(`✅ 已转给“和平路便利店”（C-20261123-0001）。\n${text}`);
    await w.deliver();
    expect(w.textsTo(RETAILER).at(-1)).toBe(`💬 在线客服回复 C-20261123-0001：\n${text}`);
    expect(w.promised()[0]).toMatchObject({ state: "kept", ownerId: w.clerk.id });
    expect(w.timeline().at(-1)).toMatchObject({ kind: "answered", actorId: CLERK, text });
  });

  test("is sent once, however often the button is pressed and by whomever", async () => {
    const w = await startCanned();
    await Promise.all([w.tap(`case:cannedsend:1:${DELIVERY}`), w.tap(`case:cannedsend:1:${DELIVERY}`, MANAGER)]);
    await w.tap(`case:cannedsend:1:${DELIVERY}`);
    await w.deliver();
    expect(w.textsTo(RETAILER)).toHaveLength(2);
    expect(w.timeline().filter(({ kind }) => kind === "answered")).toHaveLength(1);
  });

  test("is not sent by Back or Cancel", async () => {
    const w = await startCanned();
    await w.tap(`case:canned:1:${DELIVERY}`);
    await w.tap("case:canned:1");
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toContain(`case:canned:1:${DELIVERY}`);
    await w.tap("case:close:1");
    await w.deliver();
    expect(w.textsTo(RETAILER)).toHaveLength(1);
  });

  test("speaks English where the desk does, and the office's own words as they are", async () => {
    const w = await startCanned("en");
    await w.person(ADMIN).write("/setting canned_replies +编码：请提供 12 位条码，谢谢。");
    await w.tap("case:canned:1");
    const { inline_keyboard: rows } = w.lastTo(w.desk!.id).payload["reply_markup"] as { inline_keyboard: { text: string }[][] };
    expect(rows.flat().map(({ text }) => text)).toEqual([
      "Checking",
      "Tracing delivery",
      "Photo, please",
      "Returning goods",
      "Manager will visit",
      "编码",
      "Cancel",
    ]);
    expect(rows.every((row) => row.length <= 2)).toBe(true);
  });

  test("that the office removed meanwhile is refused; so is any on a withdrawn case", async () => {
    const w = await startCanned();
    await w.person(ADMIN).write("/setting canned_replies -正在查送货");
    await w.tap(`case:cannedsend:1:${DELIVERY}`);
    expect(w.alerts().at(-1)).toContain("已被修改或删除");
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    for (const data of ["case:canned:1", `case:cannedsend:1:${keyOfCause(CANNED_REPLIES[0])}`]) {
      await w.tap(data);
      expect(w.alerts().at(-1)).toContain("撤回");
    }
    expect(w.timeline().some(({ kind }) => kind === "answered")).toBe(false);
  });

  test("is not for others than the desk, nor for the desk from another group", async () => {
    const w = await startCanned();
    buildStaff(w.db, 500, ["service_desk"], { districtId: buildDistrict(w.db).id });
    const send = `case:cannedsend:1:${DELIVERY}`;
    for (const id of [OTHER_RETAILER, STRANGER, 500, MANAGER]) for (const data of ["case:canned:1", send]) await w.person(id).press(data);
    for (const data of ["case:canned:1", send]) await w.person(CLERK).press(data, { chat: w.group });
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened"]);
    expect(w.textsTo(500)).toEqual([]);
    expect(w.textsTo(w.group.id)).toEqual([]);
  });
});

test("the Chinese texts of the shipped replies are those that the setting ships", async () => {
  const w = await startCanned();
  const replies = ["received", "delivery", "photo", "return", "visit"].map((reply) => {
    const [title, text] = ["desk-canned-title", "desk-canned-text"].map((key) => w.deps.t("zh", key, { reply }));
    return `${title}：${text}`;
  });
  expect(replies).toEqual([...CANNED_REPLIES]);
});
