import { parse } from "csv-parse/sync";
import type { InputFile } from "grammy";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { windowCalls } from "../../db/calls.tables.ts";
import { people } from "../../db/people.tables.ts";
import type { CallOutcome } from "../../src/calls/rules.ts";
import type { NotNowReason } from "../../src/windows/rules.ts";
import { at, MANAGER } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

const call = (retailerId: number, outcome: CallOutcome, reason: NotNowReason | null = null) =>
  day.db
    .insert(windowCalls)
    .values({ windowId: 1, retailerId, personId: MANAGER, outcome, reason, at: at("16:40") })
    .run();

/** 甲 answered "stock" itself and "price" on the telephone, 乙 said so on the telephone alone; 丙 says ordered, 丁 did not pick up. */
async function liveThrough() {
  const [a, b, c, d] = [day.addShop("甲", [201]), day.addShop("乙"), day.addShop("丙"), day.addShop("丁")];
  await day.setCutoff("17:00");
  await day.goTo("16:00");
  day.answer(201, "stock");
  call(a.id, "not_now", "price");
  call(b.id, "not_now", "money");
  call(c.id, "says_ordered");
  call(d.id, "no_answer");
  await day.count();
}

async function readCsv() {
  const { payload } = day.calls.findLast(({ method }) => method === "sendDocument")!;
  const text = Buffer.from((await (payload["document"] as InputFile).toRaw()) as Uint8Array).toString("utf8");
  return parse(text, { bom: true, columns: true }) as Record<string, string>[];
}

test("what was said on the telephone counts like an answer, and a shop's own reason stands before the caller's", async () => {
  await liveThrough();
  expect(day.outcomes()).toMatchObject([{ shops: 4, ordered: 0, saidOrdered: 1, reasons: { stock: 1, money: 1 } }]);
});

test("calls about another window say nothing", async () => {
  const shop = day.addShop("甲");
  await day.setCutoff("17:00");
  const past = day.addPast("2026-11-16");
  call(shop.id, "says_ordered");
  day.db.update(windowCalls).set({ windowId: past.id }).run();
  await day.count();
  expect(day.outcomes().find(({ windowId }) => windowId === 1)).toMatchObject({ shops: 1, saidOrdered: 0 });
});

test("the list as a file has what came of each call, in the reader's language", async () => {
  await liveThrough();
  const press = () => day.person(MANAGER).press(`report:cut:${at("17:00")}:own`);
  await press();
  expect((await readCsv()).map((row) => [row["答复"], row["原因"], row["电话联系"]])).toEqual([
    ["本次不订", "库存够", "这次不订：价格"],
    ["", "资金紧", "这次不订：资金紧"],
    ["", "", "说已订"],
    ["", "", "没人接"],
  ]);
  day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
  await press();
  expect((await readCsv()).map((row) => row["Call"])).toEqual([
    "Not this time: Price",
    "Not this time: Money",
    "Says ordered",
    "No answer",
  ]);
});
