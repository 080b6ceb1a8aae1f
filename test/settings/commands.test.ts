import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { readSetting } from "../../src/settings/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildStaff } from "../support/build.ts";

const ADMIN = 1;
const BROADCASTER = 60;

let bot: TestBot;
let admin: ReturnType<TestBot["person"]>;
beforeEach(async () => {
  bot = await startTestBot();
  admin = bot.person(ADMIN);
});
afterEach(() => bot.close());

const said = (): string => bot.textsTo(ADMIN).at(-1)!;
const audited = () => bot.db.select().from(audit).all();
const buttons = (): string[] => {
  const call = bot.calls.findLast(({ payload }) => payload["reply_markup"] !== undefined)!;
  const { inline_keyboard } = call.payload["reply_markup"] as { inline_keyboard: { callback_data: string }[][] };
  return inline_keyboard.flat().map(({ callback_data }) => callback_data);
};
const alarm = () => bot.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload["text"];

describe("the list", () => {
  test("names every setting with its value, a line each; what it does is said behind its button", async () => {
    await admin.write("/setting");
    expect(said()).toContain("系统设置（点按钮查看、修改）\n▪️ 免打扰时段：22:00-08:00\n▪️ 敏感词：");
    expect(said().split("\n")).toHaveLength(buttons().length + 1);
    expect(said()).toContain("▪️ 商品禁用词：赠送、赠品、抽奖等 ");
    expect(said()).toContain("▪️ 新品展示天数：30 天");
    expect(buttons()).toEqual([
      "setting:show:quiet_hours",
      "setting:show:sensitive_words",
      "setting:show:product_words",
      "setting:show:sale_words",
      "setting:show:product_valid_days",
      "setting:show:maintenance",
      "setting:show:holiday_rule",
      "setting:show:feed_silence",
      "setting:show:canned_replies",
      "setting:show:complaint_causes",
      "setting:show:case_keep_days",
      "setting:show:promise_times",
    ]);
  });

  test("speaks English to who reads English", async () => {
    await bot.person(ADMIN, { language: "en" }).write("/setting product_valid_days 1");
    expect(said()).toContain("Days a new product is shown: 1 day\nChanged by your company");
  });

  test("is refused to staff without the right, by command and by a forwarded button", async () => {
    buildStaff(bot.db, BROADCASTER, ["broadcaster"]);
    const other = bot.person(BROADCASTER);
    await other.write("/setting quiet_hours off");
    expect(bot.textsTo(BROADCASTER).at(-1)).toContain("权限");
    await admin.write("/setting quiet_hours off");
    await other.press("setting:resetyes:quiet_hours");
    expect(await readSetting(bot.deps, "quiet_hours")).toBeNull();
  });

  test("is not shown in a group", async () => {
    await admin.write("/setting", { id: -100, type: "supergroup", title: "群" });
    expect(bot.textsTo(-100)).toEqual(["设置请在与我的私聊里进行。"]);
  });
});

describe("setting a value", () => {
  test("holds from then on, and the audit has before and after", async () => {
    await admin.write("/setting quiet_hours ２１：００-8:00");
    expect(said()).toMatch(/^✅ 已保存/);
    expect(said()).toContain("免打扰时段：21:00-08:00\n本公司已修改");
    expect(await readSetting(bot.deps, "quiet_hours")).toEqual({ fromMs: 21 * 3_600_000, toMs: 8 * 3_600_000 });
    expect(audited()).toMatchObject([
      { actorId: ADMIN, action: "setting.change", subject: "quiet_hours", detail: { before: "22:00-08:00", after: "21:00-08:00" } },
    ]);
  });

  test("takes the name that the list shows, and a number of days", async () => {
    await admin.write("/setting 新品展示天数 14天");
    expect(await readSetting(bot.deps, "product_valid_days")).toBe(14);
  });

  test("switches quiet hours off", async () => {
    await admin.write("/setting quiet_hours off");
    expect(await readSetting(bot.deps, "quiet_hours")).toBeNull();
    expect(said()).toContain("免打扰时段：关闭");
  });

  test.each([
    ["quiet_hours 晚上", "没看懂这个时段"],
    ["quiet_hours 22:00-22:00", "没看懂这个时段"],
    ["quiet_hours 22:00-08:00", "现在就是这样"],
    ["product_valid_days 0", "请写 1 到 366 之间的天数"],
    ["product_valid_days 367", "请写 1 到 366 之间的天数"],
    ["product_valid_days 一周", "请写 1 到 366 之间的天数"],
    ["sensitive_words 中奖", "请在词前面写 + 或 -"],
    ["sensitive_words +奖", "“奖”太短"],
    ["sensitive_words +--", "“--”太短"],
    [`sensitive_words +${"很长".repeat(21)}`, "太长"],
    ["sensitive_words -没有的词", "词表里没有“没有的词”"],
    ["sensitive_words +特供", "现在就是这样"],
    ["sensitive_words +新词 -没有的词", "词表里没有“没有的词”"],
  ])("%j is refused with a reason and an example, and changes nothing", async (text, reason) => {
    await admin.write(`/setting ${text}`);
    expect(said()).toContain(reason);
    expect(said()).toContain(`/setting ${text.split(" ")[0]} `);
    expect([bot.db.select().from(settings).all(), audited()]).toEqual([[], []]);
  });

  test("of a name that is none is refused with those there are", async () => {
    await admin.write("/setting colour blue");
    expect(said()).toContain("可以改的有：quiet_hours、sensitive_words");
  });
});

describe("a word list", () => {
  test("gains and loses words in one line, each once in whatever spelling", async () => {
    await admin.write("/setting sensitive_words +内部价、一手 货源 -特供，Free-Sample +内部价");
    expect(await readSetting(bot.deps, "sensitive_words")).toEqual(["国家级", "最高级", "免费品尝", "内部价", "一手 货源"]);
  });

  test("keeps what another admin added at the same time", async () => {
    const second = await Promise.all([admin.write("/setting sale_words +接龙下单"), admin.write("/setting sale_words +微信支付")]);
    expect(second).toHaveLength(2);
    expect(await readSetting(bot.deps, "sale_words")).toEqual(expect.arrayContaining(["接龙下单", "微信支付", "加微信"]));
  });

  test("may become empty, and has room for 500 words", async () => {
    await admin.write("/setting sensitive_words -国家级 -最高级 -特供 -免费品尝 -free sample");
    expect(await readSetting(bot.deps, "sensitive_words")).toEqual([]);
    expect(said()).toContain("敏感词：（空）");
    const words = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `词语${from + at}`).join("、");
    await admin.write(`/setting sensitive_words +${words(500)}`);
    expect(said()).toMatch(/另有 \d+ 个/);
    expect(said().length).toBeLessThan(4_096);
    await admin.write("/setting sensitive_words +多一个");
    expect(said()).toContain("最多 500 个");
    expect(await readSetting(bot.deps, "sensitive_words")).toHaveLength(500);
  });
});

describe("restoring", () => {
  test("is offered for what the office has changed, asks first, and brings the default back once", async () => {
    await admin.press("setting:show:quiet_hours");
    expect(buttons()).toEqual(["setting:list"]);
    await admin.write("/setting quiet_hours off");
    expect(buttons()).toEqual(["setting:reset:quiet_hours", "setting:list"]);
    await admin.press("setting:reset:quiet_hours");
    expect(await readSetting(bot.deps, "quiet_hours")).toBeNull();
    await admin.press("setting:resetyes:quiet_hours");
    await admin.press("setting:resetyes:quiet_hours");
    expect(said()).toContain("免打扰时段：22:00-08:00\n默认值");
    expect(audited().map(({ action, detail }) => [action, detail])).toEqual([
      ["setting.change", { before: "22:00-08:00", after: "off" }],
      ["setting.restore", { before: "off" }],
    ]);
  });

  test("of a setting that another version had is answered", async () => {
    await admin.press("setting:resetyes:colour");
    expect(alarm()).toContain("已经没有了");
  });
});

test("a stored value that this version cannot read counts as the default", async () => {
  bot.db.insert(settings).values({ key: "product_valid_days", value: "soon", updatedAt: 1 }).run();
  expect(await readSetting(bot.deps, "product_valid_days")).toBe(30);
});
