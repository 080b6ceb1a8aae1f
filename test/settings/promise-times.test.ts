import { afterEach, beforeEach, expect, test } from "vitest";
import { settings } from "../../db/settings.tables.ts";
import { readSetting } from "../../src/settings/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

const ADMIN = 1;
const MINUTE = 60_000;

let bot: TestBot;
let admin: ReturnType<TestBot["person"]>;
beforeEach(async () => {
  bot = await startTestBot();
  admin = bot.person(ADMIN);
});
afterEach(() => bot.close());

const said = (): string => bot.textsTo(ADMIN).at(-1)!;
const stored = () => bot.db.select().from(settings).get()?.value;
const set = (text: string) => admin.write(`/setting promise_times ${text}`);

test("takes category or tier, promise and time in either language, by key or by name", async () => {
  await set("+送货 客服回复 15分钟、金牌 上门服务 1天，Service attitude desk reply 1h30m; licensing door_visit 4 小时");
  expect(stored()).toEqual(["delivery desk_reply 15m", "金牌 door_visit 1d", "attitude desk_reply 90m", "licensing door_visit 240m"]);
  expect(await readSetting(bot.deps, "promise_times")).toEqual([
    { category: "delivery", tier: null, kind: "desk_reply", within: { kind: "elapsed", ms: 15 * MINUTE } },
    { category: null, tier: "金牌", kind: "door_visit", within: { kind: "days", days: 1 } },
    { category: "attitude", tier: null, kind: "desk_reply", within: { kind: "elapsed", ms: 90 * MINUTE } },
    { category: "licensing", tier: null, kind: "door_visit", within: { kind: "elapsed", ms: 240 * MINUTE } },
  ]);
  expect(said()).toContain("送货 客服回复 15 分钟、星级“金牌” 上门服务 1 天、服务态度 客服回复 90 分钟");
  await admin.write("/setting");
  expect(said()).toContain("▪️ 承诺时限：送货 客服回复 15 分钟、星级“金牌” 上门服务 1 天、服务态度 客服回复 90 分钟等 4 个");
});

test("a tier of several words, and a name without a space before it, are understood; English readers read English", async () => {
  const english = bot.person(ADMIN, { language: "en" });
  await english.write("/setting promise_times +Gold Plus return visit 2 days, 钻石回访 1d");
  expect(stored()).toEqual(["Gold Plus return_visit 2d", "钻石 return_visit 1d"]);
  expect(said()).toContain('Times of promises: tier "Gold Plus", Return visit: 2 days, tier "钻石", Return visit: 1 day');
});

test("setting one again replaces it in its place, a minus takes it away, and off takes all away", async () => {
  await set("金牌 客服回复 15m，delivery desk_reply 20m");
  await set("+金牌 客服回复 10m");
  expect(stored()).toEqual(["金牌 desk_reply 10m", "delivery desk_reply 20m"]);
  await set("-送货 客服回复 +delivery door_visit 1d");
  expect(stored()).toEqual(["金牌 desk_reply 10m", "delivery door_visit 1d"]);
  await set("-金牌 客服回复 10m，送货 上门服务");
  expect(stored()).toEqual([]);
  await set("金牌 客服回复 10m");
  await set("无");
  expect(await readSetting(bot.deps, "promise_times")).toEqual([]);
});

test.each([
  ["金牌 客服回复", "没看懂“金牌 客服回复”，没有改动。"],
  ["客服回复 15m", "没看懂“客服回复 15m”"],
  ["金牌 催单 15m", "没看懂“金牌 催单 15m”"],
  ["金牌 客服回复 很快", "没看懂"],
  ["金牌 客服回复 0m", "没看懂"],
  ["金牌 客服回复 400d", "没看懂"],
  [`${"金".repeat(41)} 客服回复 15m`, "没看懂"],
  ["银牌 客服回复 15m -钻石 回访", "没有设过“钻石 回访”，没有改动。"],
  [Array.from({ length: 51 }, (_, n) => `T${n} 回访 1d`).join("，"), "最多 50 项。请先删掉一些。"],
])("what cannot be understood changes nothing and says how to write it: %s", async (typed, answer) => {
  await set("金牌 回访 1d");
  await set(typed);
  expect(said()).toContain(answer);
  expect(said()).toContain("/setting promise_times +送货 客服回复 15m");
  expect(stored()).toEqual(["金牌 return_visit 1d"]);
});

test("what another version stored and this one cannot read counts as nothing", async () => {
  bot.db
    .insert(settings)
    .values({ key: "promise_times", value: ["delivery sms 15m"], updatedAt: 1 })
    .run();
  expect(await readSetting(bot.deps, "promise_times")).toEqual([]);
});
