import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { inTransaction } from "../../db/client.ts";
import { complaints } from "../../db/complaints.tables.ts";
import { addAudit, type AuditEntry } from "../../db/audit.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildPerson, buildRetailer, buildStaff } from "../support/build.ts";
import { buttonsOf } from "../posts/support.ts";

const ADMIN = 1;
const CHEN = 60;
const LIN = 61;
const DAY_MS = 24 * 60 * 60 * 1_000;

let bot: TestBot;
let admin: ReturnType<TestBot["person"]>;
beforeEach(async () => {
  bot = await startTestBot();
  admin = bot.person(ADMIN, { name: "Root" });
  buildStaff(bot.db, CHEN, ["broadcaster"], { name: "陈晨", code: "B1" });
  buildStaff(bot.db, LIN, ["supervisor"], { name: "林静", code: "S1" });
});
afterEach(() => bot.close());

const note = (...entries: (Pick<AuditEntry, "action" | "subject"> & Partial<AuditEntry>)[]) =>
  inTransaction(bot.db, (tx) => entries.forEach((entry) => addAudit(tx, { at: MONDAY_9, actorId: CHEN, ...entry })));
const answer = () => bot.calls.findLast(({ method }) => /^(sendMessage|editMessageText)$/.test(method))!;
const lines = (): string[] => answer().payload.text!.split("\n");
const alert = () => bot.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload["text"];

describe("/audit", () => {
  test("says in words who did what, under its day, the latest first", async () => {
    const shop = buildRetailer(bot.db, { shopName: "和平路便利店", licenceNo: "140100000001" });
    buildGroup(bot.db, { chatId: -100_5, title: "R101 群", districtId: buildDistrict(bot.db).id });
    note(
      { at: MONDAY_9 - DAY_MS, actorId: null, action: "group.unlink", subject: "group -1005" },
      { action: "call.number", subject: `retailer-${shop.id}`, actorId: LIN },
      { action: "setting.change", subject: "sale_words", detail: { before: ["代购"], after: ["代购", "包邮"] } },
    );
    await admin.write("/audit");
    expect(lines()).toEqual([
      "📜 操作记录（新的在前）：全部",
      "11月23日（周一）",
      "· 09:00 陈晨：修改交易提醒词：+包邮",
      "· 09:00 林静：查看号码：「和平路便利店」（140100000001）",
      "11月22日（周日）",
      "· 09:00 机器人：取消接入群「R101 群」",
    ]);
  });

  test("shows what happens to a post from its draft to its recall", async () => {
    buildGroup(bot.db, { chatId: -100_6, title: "群", isForum: false, districtId: buildDistrict(bot.db).id });
    await admin.write("/post policy");
    await admin.send({ text: "下周起送货时间有变" });
    const id = 1;
    await admin.press(`post:send:${id}`);
    await bot.deliver();
    await admin.press(`post:recallyes:${id}`);
    await admin.write("/audit posts");
    expect(lines().slice(2)).toEqual([
      "· 09:00 Root：撤回（已送达 1 处，没发的 0 处不再发）：政策通知「下周起送货时间有变」",
      "· 09:00 Root：发送（1 个群，私聊 0 人）：政策通知「下周起送货时间有变」",
    ]);
  });

  test("goes back page by page and to the latest again, and nothing is left out or twice", async () => {
    note(...Array.from({ length: 23 }, (_, i) => ({ action: "report.export" as const, subject: `f${i}`, detail: { rows: i } })));
    await admin.write("/audit");
    const seen = [...lines()];
    for (let older = buttonsOf(answer()).find((data) => /:\d+$/.test(data)); older;) {
      await admin.press(older);
      seen.push(...lines());
      older = buttonsOf(answer()).find((data) => /:\d+$/.test(data));
    }
    const shown = seen.flatMap((line) => /导出(f\d+)，/.exec(line)?.[1] ?? []);
    expect(shown).toEqual(Array.from({ length: 23 }, (_, i) => `f${22 - i}`));
    await admin.press(buttonsOf(answer())[0]!);
    expect(lines()[2]).toContain("f22");
  });

  test("never shows what is only counted", async () => {
    note({ action: "retailer.licence_try", subject: "person-60" }, { action: "complaint_hint", subject: "x" });
    await admin.write("/audit");
    expect(lines()).toEqual(["📜 操作记录（新的在前）：全部", "这里没有记录。"]);
  });

  test("names a complaint by its number, one for few eyes not at all", async () => {
    const shop = buildRetailer(bot.db);
    const file = (seq: number, restriction: "confidential" | null) =>
      bot.db
        .insert(complaints)
        .values({
          number: `C-20261123-000${seq}`,
          day: "2026-11-23",
          seq,
          retailerId: shop.id,
          districtId: buildDistrict(bot.db).id,
          personId: 70,
          chatId: 70,
          messageId: seq,
          text: "少了两条",
          category: "delivery",
          state: "open",
          restriction,
          openedAt: MONDAY_9,
        })
        .returning()
        .get().id;
    const [open, hidden] = [file(1, null), file(2, "confidential")];
    note({ action: "complaint.number", subject: `complaint-${hidden}` }, { action: "complaint.number", subject: `complaint-${open}` });
    await admin.write("/audit");
    expect(lines().slice(2)).toEqual([
      "· 09:00 陈晨：查看店铺号码：投诉单 C-20261123-0001",
      "· 09:00 陈晨：查看店铺号码：一件限定范围的投诉单",
    ]);
  });
});

describe("what stands behind /audit", () => {
  beforeEach(() =>
    note(
      { action: "staff.back", subject: "staff-1", at: MONDAY_9 - 8 * DAY_MS },
      { action: "staff.back", subject: "staff-2", actorId: LIN },
      { action: "group.confirm", subject: "group -1" },
      { action: "group.confirm", subject: "group -2", actorId: LIN },
    ),
  );

  test.each([
    ["人员", "人员", ["林静：", "陈晨："]],
    ["People", "人员", ["林静：", "陈晨："]],
    ["林静", "林静", ["林静：", "林静："]],
    ["s1", "林静", ["林静：", "林静："]],
    ["today", "11月23日（周一）", ["林静：", "陈晨：", "林静："]],
    ["last week", "11月16日（周一） – 11月22日（周日）", []],
    ["2026-11-15", "11月15日（周日）", ["陈晨："]],
    ["林静 人员 today", "人员、林静、11月23日（周一）", ["林静："]],
  ])("%s is understood", async (words, head, actors) => {
    await admin.write(`/audit ${words}`);
    expect(lines()[0]).toBe(`📜 操作记录（新的在前）：${head}`);
    expect(lines().flatMap((line) => /^· \d\d:\d\d (\S+：)/.exec(line)?.[1] ?? [])).toEqual(actors);
  });

  test("that means nothing is answered with what can be written", async () => {
    await admin.write("/audit gibberish");
    expect(lines()[0]).toContain("看不懂“gibberish”");
  });

  test("that means two colleagues is answered with their codes", async () => {
    buildStaff(bot.db, 62, ["supervisor"], { name: "林静", code: "S2" });
    note({ action: "staff.back", subject: "staff-3", actorId: 62 });
    await admin.write("/audit 林静");
    expect(lines()[0]).toBe("这样称呼的不止一位：林静 S1、林静 S2。请在 /audit 后面写工号。");
  });

  test("stays when a topic is tapped or a page turned", async () => {
    await admin.write("/audit 林静 today");
    const people = buttonsOf(answer()).find((data) => data.includes(":people:"))!;
    await admin.press(people);
    expect(lines()).toEqual([
      "📜 操作记录（新的在前）：人员、林静、11月23日（周一）",
      "11月23日（周一）",
      expect.stringContaining("林静："),
    ]);
    expect(Math.max(...buttonsOf(answer()).map((data) => Buffer.byteLength(data)))).toBeLessThanOrEqual(64);
  });
});

describe("the list to take away", () => {
  const file = async () => {
    const call = bot.calls.findLast(({ method }) => method === "sendDocument")!;
    const { fileData } = call.payload["document"] as { fileData: Buffer };
    return { caption: call.payload["caption"], rows: Buffer.from(fileData).toString("utf8").split("\r\n") };
  };

  test("has every entry of the question, is safe in a spreadsheet, and is noted itself", async () => {
    buildPerson(bot.db, 70, { firstName: '=HYPERLINK("x")' });
    note({ action: "staff.invite", subject: "staff-9", actorId: 70 }, { action: "report.export", subject: "f", detail: { rows: 3 } });
    await admin.write("/audit people");
    await admin.press(buttonsOf(answer()).at(-1)!);
    const { caption, rows } = await file();
    expect(caption).toContain("共 1 条");
    expect(rows).toEqual([
      "\uFEFF时间,操作人,Telegram 编号,类别,操作,对象编号",
      `2026-11-23 09:00:00,"'=HYPERLINK(""x"")",70,人员,生成邀请：staff-9,staff-9`,
      "",
    ]);
    expect(bot.db.select().from(audit).all().at(-1)).toMatchObject({ action: "audit.export", actorId: ADMIN, detail: { rows: 1 } });
  });

  test("that would be empty is refused and noted nowhere", async () => {
    await admin.write("/audit posts");
    await admin.press(buttonsOf(answer()).at(-1)!);
    expect(alert()).toBe("这里没有记录。");
    expect(bot.db.select().from(audit).all()).toEqual([]);
  });
});

describe("refusals", () => {
  test("staff without the right learn nothing, by command or by a forwarded button", async () => {
    note({ action: "staff.back", subject: "staff-1" });
    const chen = bot.person(CHEN);
    await chen.write("/audit");
    await chen.press("audit:list:-:-:-:-");
    await chen.press("audit:csv:-:-:-:-");
    expect(bot.textsTo(CHEN).join("\n")).not.toContain("09:00");
    expect(bot.calls.filter(({ method }) => method === "sendDocument")).toEqual([]);
  });

  test("in a group nothing is shown", async () => {
    note({ action: "staff.back", subject: "staff-1" });
    await admin.write("/audit", { id: -1_005, type: "supergroup", title: "群" });
    expect(bot.calls.map(({ payload }) => payload.text).join("\n")).toBe("请到我的私聊里查，里面有人员信息。");
  });

  test.each(["audit:list:nothing:-:-:-", "audit:list:-:x:-:-", "audit:list:-:-:2026:-", "audit:list:-:-:-:-:x"])(
    "a forged button is answered: %s",
    async (data) => {
      await admin.press(data);
      expect(alert()).toBe("这个按钮已失效，请重新发 /audit。");
    },
  );
});
