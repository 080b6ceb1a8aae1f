import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import { queueDeliveries, type NewDelivery } from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { LANE } from "../../src/telegram/rules.ts";

let db: Db;
let close: () => void;
beforeEach(() => {
  ({ db, close } = openDb(":memory:"));
});
afterEach(() => close());

const NOW = 1_700_000_000_000;
const message = (dedupeKey: string, fields: Partial<NewDelivery> = {}): NewDelivery => ({
  dedupeKey,
  kind: "order_reminder",
  subjectId: 1,
  lane: LANE.promise,
  chatId: 7,
  ...fields,
});
const rows = () => db.select().from(deliveries).orderBy(deliveries.id).all();

test("every column arrives as it was given, the largest ids and the strangest words too", async () => {
  const data = {
    text: `"'\\\u0000\n\u2028 emoji 👩‍👩‍👧 ， $.a ' ; drop table deliveries --`,
    yes: true,
    no: false,
    nothing: null,
    left: undefined,
    list: [1, 2.5, -3],
    nested: { "a.b": "", 中: "文" },
    large: Number.MAX_SAFE_INTEGER,
  };
  const key = `k'"\\ 👩‍👩‍👧`;
  const ids = { subjectId: Number.MAX_SAFE_INTEGER, chatId: -1_009_999_999_999 };
  await queueDeliveries(db, [message(key, { ...ids, data, notBefore: NOW + 1, validUntil: NOW + 2, turnAt: NOW + 3 })], NOW);
  const { left: _left, ...kept } = data;
  expect(rows()).toMatchObject([
    {
      dedupeKey: key,
      ...ids,
      data: kept,
      lane: 1,
      state: "pending",
      reason: null,
      notBefore: NOW + 1,
      validUntil: NOW + 2,
      turnAt: NOW + 3,
    },
  ]);
  expect(rows()[0]).toMatchObject({ attempts: 0, mayRepeat: false, createdAt: NOW, sentAt: null, messageId: null });
});

test("what is left out is null or now, and a chat out of reach has ended with its reason", async () => {
  await queueDeliveries(db, [message("plain"), message("gone", { unreachable: "blocked" })], NOW);
  expect(rows()).toMatchObject([
    { data: null, notBefore: NOW, turnAt: NOW, validUntil: null, state: "pending", reason: null },
    { state: "unreachable", reason: "blocked" },
  ]);
});

test("what is there already is left alone and not counted, within one call and across chunks; the order stays", async () => {
  const many = Array.from({ length: 1_500 }, (_, n) => message(`m-${n}`, { subjectId: n }));
  expect(await queueDeliveries(db, [...many, message("m-3", { subjectId: 9_999 })], NOW)).toBe(1_500);
  expect(await queueDeliveries(db, [message("m-3", { subjectId: 8_888 }), message("new")], NOW + 1)).toBe(1);
  expect(rows().map(({ subjectId }) => subjectId)).toEqual([...many.map(({ subjectId }) => subjectId), 1]);
});

test("a row that can not be stored stops them all", async () => {
  const broken = { ...message("b"), chatId: undefined } as unknown as NewDelivery;
  await expect(queueDeliveries(db, [message("a"), broken], NOW)).rejects.toThrow("Failed to run the query");
  expect(rows()).toEqual([]);
});
