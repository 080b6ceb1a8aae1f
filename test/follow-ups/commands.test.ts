import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { complaints } from "../../db/complaints.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { windowAnswers } from "../../db/windows.tables.ts";
import { buildShopPerson } from "../support/build.ts";
import { ADMIN, at, MANAGER, ORDERS, OTHER_MANAGER, startSilence, SUPERVISOR, type Silence } from "./world.ts";

const OWNER = 201;

let world: Silence;
let shop: ReturnType<Silence["addShop"]>;
/** Friday 20 November, nine o'clock: the task of one shop, due on Monday at 17:30, is in the account manager's chat. */
beforeEach(async () => {
  world = await startSilence();
  shop = world.addShop("和平路便利店", { phone: "13812345678" });
  world.addWindow("11-12");
  world.addWindow("11-16");
  world.addWindow("11-19");
  await world.order(shop, "11-12 10:00", { cartons: 20 });
  await world.look("11-12 19:00");
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
  world.setNow(at("11-20 09:00"));
});
afterEach(() => world.close());

const task = () => world.tasks()[0]!;
const shown = (who = MANAGER) => world.shownTo(who);
/** Taps a button on the message in which the manager's list was sent. */
const tap = (data: string, who = MANAGER) => world.person(who).press(data, { messageId: listId });
let listId = 0;
beforeEach(() => {
  listId = shown().messageId;
});
const write = (text: string, who = MANAGER) => world.person(who).write(text);
const state = () => ({ state: task().state, cause: task().cause, action: task().action, note: task().note });

describe("the card", () => {
  test("opens in place and shows shop, history, due time and the six causes", async () => {
    await tap(shown().data[0]!);
    const { text, data } = shown();
    expect(world.calls.at(-1)?.method).toBe("answerCallbackQuery");
    expect(text).toBe(
      [
        "📉 和平路便利店（R101）",
        `许可证 ${shop.licenceNo} · 金牌 · 联系人 张三`,
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

  test("shows what the shop's people answered to the reminders, and its open complaints", async () => {
    buildShopPerson(world.db, shop.id, OWNER);
    const answers = [
      { windowId: 2, answer: "not_now" as const, reason: "stock" as const, at: 1 },
      { windowId: 3, answer: "said_ordered" as const, reason: null, at: 2 },
    ];
    world.db
      .insert(windowAnswers)
      .values(answers.map((answer) => ({ ...answer, personId: OWNER })))
      .run();
    const filed = {
      retailerId: shop.id,
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
    await tap("follow:card:1:0");
    expect(shown().text).toContain("对提醒的回答：11月19日 我已订货　11月16日 本次不订（库存够）");
    expect(shown().text).toContain("处理中的投诉和咨询：1 件");
  });

  test("goes back to the list it came from", async () => {
    await tap("follow:card:1:0");
    await tap(shown().data.at(-1)!);
    expect(shown().text).toContain("📉 1 户连续两个订货时段没有订货");
  });

  test("shows the number only when asked, once, and notes who looked without noting the number", async () => {
    await tap("follow:card:1:0");
    expect(shown().text).not.toContain("13812345678");
    await tap("follow:number:1:0");
    expect(shown().text).toContain("☎️ 13812345678");
    expect(shown().data).not.toContain("follow:number:1:0");
    await tap("follow:list:0");
    await tap("follow:card:1:0");
    expect(shown().text).not.toContain("13812345678");
    const entries = world.db.select().from(audit).where(eq(audit.action, "follow_up.number")).all();
    expect(entries).toMatchObject([{ actorId: MANAGER, subject: `shop-${shop.id}`, detail: null }]);
  });
});

describe("cause, action and note", () => {
  test("end the task", async () => {
    await tap("follow:cause:1:0:stock");
    expect(shown().text).toBe("和平路便利店\n原因：库存够。您采取了什么措施？");
    await tap("follow:act:1:0:stock:talked");
    expect(shown().text).toContain("要补充一句吗？");
    await write("下周一再订");
    expect(state()).toEqual({ state: "done", cause: "stock", action: "talked", note: "下周一再订" });
    expect(task()).toMatchObject({ doneBy: MANAGER, doneAt: at("11-20 09:00") });
    expect(shown().text).toContain("✅ 王强已于 今天 09:00 记录：\n原因：库存够；措施：已沟通\n备注：下周一再订");
    await tap("follow:list:0");
    expect(shown().text).toBe("✅ 没有待跟进的店铺。\n✅ 和平路便利店（R101）：已记录");
  });

  test("end it without a note", async () => {
    await tap("follow:act:1:0:money:other");
    await tap("follow:skip:1:0:money:other");
    expect(state()).toEqual({ state: "done", cause: "money", action: "other", note: null });
    world.setNow(at("11-23 17:30"));
    await world.ring();
    expect(task().breachedAt).toBeNull();
  });

  test("by two taps are entered once, and the second learns by whom and when", async () => {
    await tap("follow:skip:1:0:stock:talked");
    await tap("follow:skip:1:0:money:other", SUPERVISOR);
    expect(state()).toMatchObject({ cause: "stock", action: "talked" });
    expect(world.alert()).toBe("这项任务已由王强在 今天 09:00 记录。");
  });

  test("a note that arrives twice is entered once and met with nothing the second time", async () => {
    await tap("follow:act:1:0:stock:talked");
    const message = await write("下周一再订");
    world.forget();
    await world.update({ message: message as never });
    expect(world.calls).toEqual([]);
  });

  test("words that follow the note are no note", async () => {
    await tap("follow:act:1:0:stock:talked");
    await write("下周一再订");
    await write("别的话");
    expect(task().note).toBe("下周一再订");
    expect(shown().text).toContain("没有看懂");
  });

  test("a note that is too long is refused and may be written anew; a photo is no note", async () => {
    await tap("follow:act:1:0:stock:talked");
    await write("长".repeat(501));
    expect(shown().text).toContain("请不超过 500 字");
    await world.person(MANAGER).send({ photo: [{ file_id: "p", file_unique_id: "p", width: 1, height: 1 }] });
    expect(shown().text).toBe("请用文字告诉我。");
    expect(task().state).toBe("open");
    await write("长".repeat(500));
    expect(task().note).toHaveLength(500);
  });

  test.each([
    ["a command", async () => void (await write("/tasks"))],
    ["another button", () => tap("follow:card:1:0")],
    ["a day", async () => void world.advance(24 * 3_600_000 + 1)],
  ])("after %s, words are no note any more", async (_, turnAway) => {
    await tap("follow:act:1:0:stock:talked");
    await turnAway();
    await write("不是备注");
    expect(state()).toMatchObject({ state: "open", note: null });
  });

  test("of a button that nobody made change nothing", async () => {
    for (const data of [
      "follow:skip:1:0:bored:talked",
      "follow:skip:1:0:stock:ordered_again",
      "follow:card:x:0",
      "follow:dance:1:0",
      "follow:",
    ])
      await tap(data);
    expect(task().state).toBe("open");
    expect(world.alert()).toContain("按钮已失效");
    await tap("follow:skip:99:0:stock:talked");
    expect(world.alert()).toContain("没有找到这项任务");
  });
});

describe("what others have to do about it", () => {
  const CASES = [
    ["closed_shop", ADMIN, ORDERS, "已停业"],
    ["changed_cycle", ORDERS, ADMIN, "希望调整订货周期"],
  ] as const;
  test.each(CASES)("%s is told to those who can, once it can no longer be taken back", async (action, told, untold, words) => {
    await tap(`follow:act:1:0:other:${action}`);
    await write("从下月起");
    await world.deliver();
    expect(world.textsTo(told)).toEqual([]);
    world.advance(10 * 60_000);
    await world.deliver();
    expect(world.textsTo(told)).toHaveLength(1);
    expect(world.textsTo(told)[0]).toContain(words);
    expect(world.textsTo(told)[0]).toContain(`许可证 ${shop.licenceNo}\n备注：从下月起`);
    expect(world.textsTo(untold)).toEqual([]);
  });

  test.each(CASES)("%s that was taken back is told to nobody", async (action, told) => {
    await tap(`follow:skip:1:0:other:${action}`);
    world.advance(60_000);
    await tap("follow:change:1:0");
    await tap("follow:skip:1:0:stock:talked");
    world.advance(20 * 60_000);
    await world.deliver();
    expect(world.textsTo(told)).toEqual([]);
  });
});

describe("Change", () => {
  test("opens the task again within ten minutes, with an alarm of a new version", async () => {
    await tap("follow:skip:1:0:stock:talked");
    expect(shown().data).toEqual(["follow:change:1:0", "follow:list:0"]);
    world.advance(10 * 60_000 - 1);
    await tap("follow:change:1:0");
    expect(state()).toEqual({ state: "open", cause: null, action: null, note: null });
    expect(world.alarms.at(-1)).toMatchObject({ jobId: "follow-up-1-due-2", dueAt: at("11-23 17:30") });
    await tap("follow:change:1:0");
    expect(task().dueVersion).toBe(2);
  });

  test("is refused, and not offered, after ten minutes", async () => {
    await tap("follow:skip:1:0:stock:talked");
    world.advance(10 * 60_000);
    await tap("follow:change:1:0");
    expect(world.alert()).toContain("已超过 10 分钟");
    expect(task().state).toBe("done");
    await tap("follow:card:1:0");
    expect(shown().data).toEqual(["follow:list:0"]);
  });
});

describe("a shop that orders again before its task is ended", () => {
  test("keeps the task, which says so and is ended with one tap", async () => {
    await world.order(shop, "11-20 08:30");
    await world.look("11-20 09:10");
    expect(task().state).toBe("open");
    await tap("follow:card:1:0");
    expect(shown().text).toContain("✅ 这家店已于 今天 08:30 恢复订货。");
    await tap(shown().data[0]!);
    expect(state()).toEqual({ state: "done", cause: null, action: "ordered_again", note: null });
    expect(shown().text).toContain("措施：已恢复订货");
  });

  test("is not said to have ordered while the company knows of no order", async () => {
    await tap("follow:again:1:0");
    expect(world.alert()).toContain("公司还没有收到这家店的新订单");
    expect(task().state).toBe("open");
  });
});

describe("who may", () => {
  const sees = async (who: number) => {
    world.forget();
    await tap("follow:card:1:0", who);
    return world.shownTo(who).text.includes("和平路便利店");
  };

  test("is decided at every tap by who is in charge now", async () => {
    expect([await sees(MANAGER), await sees(SUPERVISOR), await sees(ADMIN)]).toEqual([true, true, true]);
    expect([await sees(OTHER_MANAGER), await sees(ORDERS), await sees(999)]).toEqual([false, false, false]);
    world.db.update(routes).set({ accountManagerId: world.other.id }).where(eq(routes.id, world.route.id)).run();
    expect([await sees(MANAGER), await sees(OTHER_MANAGER)]).toEqual([false, true]);
    for (const verb of ["number:1:0", "cause:1:0:stock", "skip:1:0:stock:talked", "again:1:0", "later:1:0:1", "show:1"]) {
      world.forget();
      await tap(`follow:${verb}`);
      expect(world.alert(), verb).toContain("这家店现在不由您负责");
      expect(world.textsTo(MANAGER), verb).toEqual([]);
    }
    expect(task().state).toBe("open");
  });

  test("a note begun while in charge is refused once that is over", async () => {
    await tap("follow:act:1:0:stock:talked");
    world.db.update(routes).set({ accountManagerId: world.other.id }).where(eq(routes.id, world.route.id)).run();
    await write("下周一再订");
    expect(shown().text).toContain("这家店现在不由您负责");
    expect(task().state).toBe("open");
  });
});

describe("/tasks", () => {
  test("lists the follow-up tasks of those in charge, overdue ones first, with a button that opens a card of its own", async () => {
    await write("/tasks");
    expect(shown().text).toBe("📉 没有订货的店铺，待跟进 1 户，最急的在前：\n· 和平路便利店（R101）：11月23日（周一）17:30 前");
    await tap("follow:show:1");
    expect(world.calls.findLast(({ method }) => method.startsWith("send"))?.payload.text).toContain("为什么没有订货？");
    world.setNow(at("11-23 18:00"));
    await write("/tasks", SUPERVISOR);
    expect(shown(SUPERVISOR).text).toContain("⚠️ 和平路便利店（R101）：应于 今天 17:30 前，已超时");
    await write("/tasks", OTHER_MANAGER);
    expect(shown(OTHER_MANAGER).text).toBe("目前没有待办。");
  });
});
