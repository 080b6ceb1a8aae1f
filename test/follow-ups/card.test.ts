import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { windowCalls } from "../../db/calls.tables.ts";
import { complaints } from "../../db/complaints.tables.ts";
import { people } from "../../db/people.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { windowAnswers } from "../../db/windows.tables.ts";
import { buildShopPerson } from "../support/build.ts";
import { ADMIN, at, MANAGER, ORDERS, OTHER_MANAGER, startOneTask, SUPERVISOR, type OneTask } from "./world.ts";

const OWNER = 201;

let world: OneTask;
beforeEach(async () => {
  world = await startOneTask();
});
afterEach(() => world.close());

describe("the card", () => {
  test("opens in place and shows shop, history, due time and the six causes", async () => {
    await world.tap(world.shown().data[0]!);
    const { text, data } = world.shown();
    expect(world.calls.at(-1)?.method).toBe("answerCallbackQuery");
    expect(text).toBe(
      [
        "📉 和平路便利店（R101）",
        `许可证 ${world.shop.licenceNo} · 金牌 · 联系人 张三`,
        "连续两个订货时段没有订货，请在 11月23日（周一）17:30 前了解原因。",
        "",
        "最近 3 个订货时段：✗ 11月19日　✗ 11月16日　✓ 11月12日",
        "上次订货：11月12日（周四）10:00，20 条",
        "",
        "为什么没有订货？",
      ].join("\n"),
    );
    expect(data).toEqual([
      ...["stock", "money", "price", "supply", "holiday", "other"].map((cause) => `follow:cause:1:0:${cause}`),
      "follow:number:1:0",
      "follow:later:1:0",
      "follow:list:0",
    ]);
  });

  test("shows what came of the latest call about the shop, in the reader's language", async () => {
    const call = (windowId: number, at: number, fields: Partial<typeof windowCalls.$inferInsert>) =>
      world.db
        .insert(windowCalls)
        .values({ windowId, retailerId: world.shop.id, personId: MANAGER, outcome: "no_answer", at, ...fields })
        .run();
    call(2, 2, { outcome: "not_now", reason: "price" });
    call(3, 1, {});
    call(3, 3, { retailerId: world.stranger.id });
    await world.tap("follow:card:1:0");
    expect(world.shown().text).toContain("\n最近一次电话：11月16日 这次不订（价格问题）\n");
    world.db.update(windowCalls).set({ at: 4 }).where(eq(windowCalls.outcome, "no_answer")).run();
    world.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
    await world.tap("follow:card:1:0");
    expect(world.shown().text).toContain("\nLast call: 19 Nov No answer\n");
  });

  test("shows what the shop's people answered to the reminders, and its open complaints", async () => {
    buildShopPerson(world.db, world.shop.id, OWNER);
    const answers = [
      { windowId: 2, answer: "not_now" as const, reason: "stock" as const, at: 1 },
      { windowId: 3, answer: "said_ordered" as const, reason: null, at: 2 },
    ];
    world.db
      .insert(windowAnswers)
      .values(answers.map((answer) => ({ ...answer, personId: OWNER })))
      .run();
    const filed = {
      retailerId: world.shop.id,
      districtId: world.district.id,
      personId: OWNER,
      chatId: OWNER,
      text: "x",
      category: "supply" as const,
    };
    for (const [seq, now] of (["open", "closed"] as const).entries())
      world.db
        .insert(complaints)
        .values({ ...filed, number: `C-${seq}`, day: "2026-11-19", seq, messageId: seq, state: now, openedAt: 1 })
        .run();
    await world.tap("follow:card:1:0");
    expect(world.shown().text).toContain("对提醒的回答：11月19日 我已订货　11月16日 本次不订（库存够）");
    expect(world.shown().text).toContain("处理中的投诉和咨询：1 件");
  });

  test("goes back to the list it came from", async () => {
    await world.tap("follow:card:1:0");
    await world.tap(world.shown().data.at(-1)!);
    expect(world.shown().text).toContain("📉 1 户连续两个订货时段没有订货");
  });

  test("shows the number only when asked, once, and notes who looked without noting the number", async () => {
    await world.tap("follow:card:1:0");
    expect(world.shown().text).not.toContain("13812345678");
    await world.tap("follow:number:1:0");
    expect(world.shown().text).toContain("☎️ 13812345678");
    expect(world.shown().data).not.toContain("follow:number:1:0");
    await world.tap("follow:list:0");
    await world.tap("follow:card:1:0");
    expect(world.shown().text).not.toContain("13812345678");
    const entries = world.db.select().from(audit).where(eq(audit.action, "follow_up.number")).all();
    expect(entries).toMatchObject([{ actorId: MANAGER, subject: `shop-${world.shop.id}`, detail: null }]);
  });
});

describe("who may", () => {
  const sees = async (who: number) => {
    world.forget();
    await world.tap("follow:card:1:0", who);
    return world.shownTo(who).text.includes("和平路便利店");
  };

  test("is decided at every tap by who is in charge now", async () => {
    expect([await sees(MANAGER), await sees(SUPERVISOR), await sees(ADMIN)]).toEqual([true, true, true]);
    expect([await sees(OTHER_MANAGER), await sees(ORDERS), await sees(999)]).toEqual([false, false, false]);
    world.db.update(routes).set({ accountManagerId: world.other.id }).where(eq(routes.id, world.route.id)).run();
    expect([await sees(MANAGER), await sees(OTHER_MANAGER)]).toEqual([false, true]);
    for (const verb of ["number:1:0", "cause:1:0:stock", "skip:1:0:stock:talked", "again:1:0", "later:1:0:1", "show:1"]) {
      world.forget();
      await world.tap(`follow:${verb}`);
      expect(world.alert(), verb).toContain("这家店现在不由您负责");
      expect(world.textsTo(MANAGER), verb).toEqual([]);
    }
    expect(world.task().state).toBe("open");
  });
});

describe("/tasks", () => {
  test("lists the follow-up tasks of those in charge, overdue ones first, with a button that opens a card of its own", async () => {
    await world.write("/tasks");
    expect(world.shown().text).toBe("📉 没有订货的店铺，待跟进 1 户，最急的在前：\n· 和平路便利店（R101）：11月23日（周一）17:30 前");
    await world.tap("follow:show:1");
    expect(world.calls.findLast(({ method }) => method.startsWith("send"))?.payload.text).toContain("为什么没有订货？");
    world.setNow(at("11-23 18:00"));
    await world.write("/tasks", SUPERVISOR);
    expect(world.shown(SUPERVISOR).text).toContain("⚠️ 和平路便利店（R101）：应于 今天 17:30 前，已超时");
    await world.write("/tasks", OTHER_MANAGER);
    expect(world.shown(OTHER_MANAGER).text).toBe("目前没有待办。");
  });
});
