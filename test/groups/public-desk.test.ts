import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { queueDeliveries } from "../../db/deliveries.ts";
import { groups } from "../../db/groups.tables.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildPerson } from "../support/build.ts";

const ADMIN = 1;
const DESK = { id: -1_001_000_000_001, type: "supergroup" as const, title: "Desk" };
const PUBLIC = { ...DESK, username: "desk_for_all" };

let t: TestBot;
let districtId: number;
beforeEach(async () => {
  t = await startTestBot();
  districtId = buildDistrict(t.db, "East").id;
  buildPerson(t.db, ADMIN, { clientLanguage: "en" });
});
afterEach(() => t.close());

const rows = () => t.db.select().from(groups).all();
const buildDesk = (fields: object = {}) =>
  buildGroup(t.db, { districtId, kind: "desk", chatId: DESK.id, title: "Desk", isForum: false, ...fields });

describe("a public group", () => {
  test("does not become a desk, and the admin learns why", async () => {
    await t.person(ADMIN, { language: "en" }).press(`group:set:desk:${districtId}`, { chat: PUBLIC });
    expect(rows()).toEqual([]);
    expect(t.calls.at(-1)).toMatchObject({ method: "answerCallbackQuery", payload: { show_alert: true } });
    expect(t.calls.at(-1)!.payload.text).toContain("This group is public (@desk_for_all)");
  });

  test("may be one of retailers", async () => {
    await t.person(ADMIN).press(`group:set:district:${districtId}`, { chat: PUBLIC });
    expect(rows()).toMatchObject([{ kind: "retailers", state: "active" }]);
  });
});

describe("a desk that turns public", () => {
  test("is out of use at once, and each admin is told once", async () => {
    const { id } = buildDesk();
    await queueDeliveries(t.db, [{ dedupeKey: "card", kind: "complaint_card", subjectId: 1, lane: 1, chatId: DESK.id }], MONDAY_9);
    await t.person(70).write("hello", PUBLIC);
    await t.person(70).write("hello again", PUBLIC);
    expect(rows()).toMatchObject([{ id, state: "unlinked", username: "desk_for_all" }]);
    expect(t.db.select().from(audit).where(eq(audit.action, "group.unlink")).all()).toMatchObject([{ actorId: null }]);
    expect(t.db.select().from(deliveries).where(eq(deliveries.dedupeKey, "card")).get()).toMatchObject({ state: "skipped" });
    await t.deliver();
    expect(t.textsTo(ADMIN)).toEqual([expect.stringContaining("“Desk” (East) is public now (@desk_for_all)")]);
  });

  test("while the bot was away is out of use when the bot is back", async () => {
    buildDesk({ state: "left" });
    await t.person(70).write("hello", PUBLIC);
    expect(rows()).toMatchObject([{ state: "unlinked" }]);
  });

  test("and is linked again before the message goes out is no news", async () => {
    buildDesk();
    await t.person(70).write("hello", PUBLIC);
    await t.person(ADMIN).press(`group:set:desk:${districtId}`, { chat: DESK });
    await t.deliver();
    expect(rows()).toMatchObject([{ state: "active", username: null }]);
    expect(t.db.select().from(deliveries).all()).toMatchObject([{ kind: "desk_public", state: "skipped" }]);
  });
});

describe("a group that a refused message made left", () => {
  test("is in use again when someone writes there", async () => {
    buildDesk({ state: "left" });
    await t.person(70).write("hello", DESK);
    expect(rows()).toMatchObject([{ state: "active" }]);
  });

  test("stays left when the message says that the bot was removed", async () => {
    buildDesk({ state: "left" });
    await t.person(70).send({ left_chat_member: t.bot.botInfo }, DESK);
    expect(rows()).toMatchObject([{ state: "left" }]);
  });
});
