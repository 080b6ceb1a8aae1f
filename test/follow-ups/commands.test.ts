import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { routes } from "../../db/routes.tables.ts";
import { ADMIN, at, MANAGER, ORDERS, startOneTask, SUPERVISOR, type OneTask } from "./world.ts";

let world: OneTask;
beforeEach(async () => {
  world = await startOneTask();
});
afterEach(() => world.close());

const state = () => {
  const { state: now, cause, action, note } = world.task();
  return { state: now, cause, action, note };
};

describe("cause, action and note", () => {
  test("end the task", async () => {
    await world.tap("follow:cause:1:0:stock");
    expect(world.shown().text).toBe("和平路便利店\n原因：库存够。您采取了什么措施？");
    await world.tap("follow:act:1:0:stock:talked");
    expect(world.shown().text).toContain("要补充一句吗？");
    await world.write("下周一再订");
    expect(state()).toEqual({ state: "done", cause: "stock", action: "talked", note: "下周一再订" });
    expect(world.task()).toMatchObject({ doneBy: MANAGER, doneAt: at("11-20 09:00") });
    expect(world.shown().text).toContain("✅ 王强已于 今天 09:00 记录：\n原因：库存够；措施：已沟通\n备注：下周一再订");
    await world.tap("follow:list:0");
    expect(world.shown().text).toBe("✅ 没有待跟进的店铺。\n✅ 和平路便利店（R101）：已记录");
  });

  test("end it without a note", async () => {
    await world.tap("follow:act:1:0:money:other");
    await world.tap("follow:skip:1:0:money:other");
    expect(state()).toEqual({ state: "done", cause: "money", action: "other", note: null });
    world.setNow(at("11-23 17:30"));
    await world.ring();
    expect(world.task().breachedAt).toBeNull();
  });

  test("by two taps are entered once, and the second learns by whom and when", async () => {
    await world.tap("follow:skip:1:0:stock:talked");
    await world.tap("follow:skip:1:0:money:other", SUPERVISOR);
    expect(state()).toMatchObject({ cause: "stock", action: "talked" });
    expect(world.alert()).toBe("这项任务已由王强在 今天 09:00 记录。");
  });

  test("by two taps of one person are shown as entered, without a word of blame", async () => {
    await world.tap("follow:skip:1:0:stock:talked");
    world.forget();
    await world.tap("follow:skip:1:0:stock:talked");
    expect(world.alert()).toBeUndefined();
    expect(world.shown().text).toContain("✅ 王强已于 今天 09:00 记录");
  });

  test("a note that arrives twice is entered once and met with nothing the second time", async () => {
    await world.tap("follow:act:1:0:stock:talked");
    const message = await world.write("下周一再订");
    world.forget();
    await world.update({ message: message as never });
    expect(world.calls).toEqual([]);
  });

  test("words that follow the note are no note", async () => {
    await world.tap("follow:act:1:0:stock:talked");
    await world.write("下周一再订");
    await world.write("别的话");
    expect(world.task().note).toBe("下周一再订");
    expect(world.shown().text).toContain("没有看懂");
  });

  test("a note that is too long is refused and may be written anew; a photo is no note", async () => {
    await world.tap("follow:act:1:0:stock:talked");
    await world.write("长".repeat(501));
    expect(world.shown().text).toContain("请不超过 500 字");
    await world.person(MANAGER).send({ photo: [{ file_id: "p", file_unique_id: "p", width: 1, height: 1 }] });
    expect(world.shown().text).toBe("请用文字告诉我。");
    expect(world.task().state).toBe("open");
    await world.write("长".repeat(500));
    expect(world.task().note).toHaveLength(500);
  });

  test.each([
    ["a command", async () => void (await world.write("/tasks"))],
    ["another button", () => world.tap("follow:card:1:0")],
    ["a day", async () => void world.advance(24 * 3_600_000 + 1)],
  ])("after %s, words are no note any more", async (_, turnAway) => {
    await world.tap("follow:act:1:0:stock:talked");
    await turnAway();
    await world.write("不是备注");
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
      await world.tap(data);
    expect(world.task().state).toBe("open");
    expect(world.alert()).toContain("按钮已失效");
    await world.tap("follow:skip:99:0:stock:talked");
    expect(world.alert()).toContain("没有找到这项任务");
  });
});

describe("what others have to do about it", () => {
  const CASES = [
    ["closed_shop", ADMIN, ORDERS, "已停业"],
    ["changed_cycle", ORDERS, ADMIN, "希望调整订货周期"],
  ] as const;
  test.each(CASES)("%s is told to those who can, once it can no longer be taken back", async (action, told, untold, words) => {
    await world.tap(`follow:act:1:0:other:${action}`);
    await world.write("从下月起");
    expect(world.shown().text).toContain("10 分钟内不更改，就通知");
    await world.deliver();
    expect(world.textsTo(told)).toEqual([]);
    world.advance(10 * 60_000);
    await world.deliver();
    expect(world.textsTo(told)).toHaveLength(1);
    expect(world.textsTo(told)[0]).toContain(words);
    expect(world.textsTo(told)[0]).toContain(`许可证 ${world.shop.licenceNo}\n备注：从下月起`);
    expect(world.textsTo(untold)).toEqual([]);
    await world.tap("follow:card:1:0");
    expect(world.shown().text).not.toContain("10 分钟内");
  });

  test.each(CASES)("%s that was taken back and entered again is told once, as it was entered last", async (action, told) => {
    await world.tap(`follow:skip:1:0:other:${action}`);
    world.advance(60_000);
    await world.tap("follow:change:1:0");
    await world.tap(`follow:act:1:0:other:${action}`);
    await world.write("从下月起");
    world.advance(20 * 60_000);
    await world.deliver();
    expect(world.textsTo(told)).toEqual([expect.stringContaining("备注：从下月起")]);
  });

  test.each(CASES)("%s that was taken back is told to nobody", async (action, told) => {
    await world.tap(`follow:skip:1:0:other:${action}`);
    world.advance(60_000);
    await world.tap("follow:change:1:0");
    await world.tap("follow:skip:1:0:stock:talked");
    world.advance(20 * 60_000);
    await world.deliver();
    expect(world.textsTo(told)).toEqual([]);
  });
});

describe("Change", () => {
  test("opens the task again within ten minutes, with an alarm of a new version", async () => {
    await world.tap("follow:skip:1:0:stock:talked");
    expect(world.shown().data).toEqual(["follow:change:1:0", "follow:list:0"]);
    world.advance(10 * 60_000 - 1);
    await world.tap("follow:change:1:0");
    expect(state()).toEqual({ state: "open", cause: null, action: null, note: null });
    expect(world.alarms.at(-1)).toMatchObject({ jobId: "follow-up-1-due-2", dueAt: at("11-23 17:30") });
    await world.tap("follow:change:1:0");
    expect(world.task().dueVersion).toBe(2);
  });

  test("is refused, and not offered, after ten minutes", async () => {
    await world.tap("follow:skip:1:0:stock:talked");
    world.advance(10 * 60_000);
    await world.tap("follow:change:1:0");
    expect(world.alert()).toContain("已超过 10 分钟");
    expect(world.task().state).toBe("done");
    await world.tap("follow:card:1:0");
    expect(world.shown().data).toEqual(["follow:list:0"]);
  });
});

describe("a shop that orders again before its task is ended", () => {
  test("keeps the task, which says so and is ended with one tap", async () => {
    await world.order(world.shop, "11-20 08:30");
    await world.look("11-20 09:10");
    expect(world.task().state).toBe("open");
    await world.tap("follow:card:1:0");
    expect(world.shown().text).toContain("✅ 这家店已于 今天 08:30 恢复订货。");
    await world.tap(world.shown().data[0]!);
    expect(state()).toEqual({ state: "done", cause: null, action: "ordered_again", note: null });
    expect(world.shown().text).toContain("措施：已恢复订货");
  });

  test("is not said to have ordered while the company knows of no order", async () => {
    await world.tap("follow:again:1:0");
    expect(world.alert()).toContain("公司还没有收到这家店的新订单");
    expect(world.task().state).toBe("open");
  });
});

test("a note begun while in charge is refused once that is over", async () => {
  await world.tap("follow:act:1:0:stock:talked");
  world.db.update(routes).set({ accountManagerId: world.other.id }).where(eq(routes.id, world.route.id)).run();
  await world.write("下周一再订");
  expect(world.shown().text).toContain("这家店现在不由您负责");
  expect(world.task().state).toBe("open");
});
