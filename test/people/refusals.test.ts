import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

const ADMIN = 1;
const GROUP = { id: -1_001_000_000_001, type: "supergroup" as const, title: "G" };

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.close());

const refuse = (method: string, description: string, code = 400) =>
  bot.refuse((called) => (called === method ? { error_code: code, description } : undefined));
const answeredTaps = () => bot.calls.filter(({ method }) => method === "answerCallbackQuery").length;

describe("what people made impossible is handled, not tried again:", () => {
  test.each([
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
    "Bad Request: MESSAGE_ID_INVALID",
    "Bad Request: message thread not found",
  ])("a tap whose message can not be changed (%s) is answered", async (description) => {
    refuse("editMessageText", description);
    await bot.person(ADMIN).press("staff:list:0");
    expect(answeredTaps()).toBe(1);
  });

  test.each([
    "Bad Request: not enough rights to send text messages to the chat",
    "Bad Request: have no rights to send a message",
    "Bad Request: CHAT_WRITE_FORBIDDEN",
    "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN",
    "Bad Request: CHAT_RESTRICTED",
    "Bad Request: TOPIC_CLOSED",
    "Bad Request: message to be replied not found",
  ])("a group that takes no answer (%s)", async (description) => {
    refuse("sendMessage", description);
    await expect(bot.person(ADMIN).write("/group", GROUP)).resolves.toBeDefined();
  });

  test("a person who blocked the bot, whose tap is answered all the same", async () => {
    refuse("editMessageText", "Forbidden: bot was blocked by the user", 403);
    await bot.person(ADMIN).press("staff:list:0");
    expect(bot.db.select().from(people).where(eq(people.id, ADMIN)).get()).toMatchObject({ unreachable: "blocked" });
    expect(answeredTaps()).toBe(1);
  });
});

test("a fault of ours is not forgiven", async () => {
  refuse("editMessageText", "Bad Request: can't parse entities");
  await expect(bot.person(ADMIN).press("staff:list:0")).rejects.toThrow("can't parse entities");
});
