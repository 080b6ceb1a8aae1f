import { expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { eq } from "drizzle-orm";
import { CLERK, photo, RETAILER, startWorld, STRANGER } from "./world.ts";

const WORDS = "昨天送货少了两条";

test("a complaint in a group is answered to its sender only, and its words are never repeated there", async () => {
  const w = await startWorld();
  await w.person(RETAILER).write(`投诉：${WORDS}`, w.group);
  await w.deliver();
  expect(w.cases()).toMatchObject([{ text: WORDS, chatId: w.group.id }]);
  const [line, ...more] = w.calls.filter(({ payload }) => payload.chat_id === w.group.id);
  expect(more).toEqual([]);
  expect(line!.payload).toMatchObject({ text: "已收到，已私信您处理进度。", ephemeral_message_parameters: { receiver_user_id: RETAILER } });
  expect(w.textsTo(RETAILER)[0]).toContain("C-20261123-0001");
});

test("where the server knows no ephemeral messages, one neutral line answers the message", async () => {
  const w = await startWorld();
  w.refuse((_method, payload) =>
    payload["ephemeral_message_parameters"] ? { error_code: 400, description: "Bad Request: unsupported" } : undefined,
  );
  await w.person(RETAILER).write(`complaint ${WORDS}`, w.group);
  await w.person(RETAILER).write("/complain 收银机坏了", w.group);
  await w.deliver();
  expect(w.cases()).toHaveLength(2);
  expect(w.textsTo(w.group.id)).toEqual(["已收到，已私信您处理进度。", "已收到，已私信您处理进度。"]);
});

test("someone the bot can not write to yet gets a way to the private chat, and the receipt after Start, once", async () => {
  const w = await startWorld();
  w.db.update(people).set({ startedAt: null }).where(eq(people.id, RETAILER)).run();
  w.refuse((_method, payload) =>
    payload.chat_id === RETAILER && w.cases().length > 0 && !w.calls.some(({ method }) => method === "answerCallbackQuery")
      ? { error_code: 403, description: "Forbidden: bot can't initiate conversation with a user" }
      : undefined,
  );
  await w.person(RETAILER).write(`投诉 ${WORDS}`, w.group);
  expect(w.buttonsOf(w.lastTo(w.group.id))).toEqual(["https://t.me/tongzhou_bot?start=complaint"]);
  await w.deliver();
  expect(w.outbox()[0]).toMatchObject({ kind: "complaint_receipt", state: "unreachable" });
  // From here on the stand-in lets messages through.
  await w.person(RETAILER).press("language:none");
  await w.person(RETAILER).write("/start complaint");
  await w.person(RETAILER).write("/start complaint");
  await w.deliver();
  expect(w.textsTo(RETAILER).filter((text) => text.includes("C-20261123-0001"))).toHaveLength(1);
});

test("投诉 alone in a group asks for the words in private", async () => {
  const w = await startWorld();
  await w.person(RETAILER).write("投诉", w.group);
  expect(w.textsTo(w.group.id)).toEqual(["请在私聊里告诉我发生了什么。"]);
  expect(w.textsTo(RETAILER)[0]).toContain("请写下发生了什么");
  await w.person(RETAILER).write(WORDS);
  expect(w.cases()).toMatchObject([{ text: WORDS, chatId: RETAILER }]);
});

test("an unverified member is told how to get verified once a day, and nothing is filed", async () => {
  const w = await startWorld();
  await w.person(STRANGER).write(`投诉 ${WORDS}`, w.group);
  await w.person(STRANGER).write(`投诉 ${WORDS}`, w.group);
  expect(w.cases()).toHaveLength(0);
  expect(w.textsTo(w.group.id)).toHaveLength(1);
  expect(w.textsTo(w.group.id)[0]).toContain("验证");
  w.advance(25 * 60 * 60 * 1000);
  await w.person(STRANGER).write(`投诉 ${WORDS}`, w.group);
  expect(w.textsTo(w.group.id)).toHaveLength(2);
});

test("talk in groups meets silence: plain words, other bots' and unknown commands, staff, the desk's own talk", async () => {
  const w = await startWorld();
  await w.person(RETAILER).write("今天天气不错", w.group);
  await w.person(RETAILER).write("投诉电话多少", w.group);
  await w.person(RETAILER).write("/complain@other_bot x", w.group);
  await w.person(RETAILER).write("/unknown", w.group);
  await w.person(RETAILER).send(photo("P1"), w.group);
  await w.person(CLERK).write("投诉 请大家私聊", w.group);
  await w.person(CLERK).write("投诉 这周有点多", w.desk);
  await w.deliver();
  expect(w.calls).toEqual([]);
  expect(w.cases()).toHaveLength(0);
});
