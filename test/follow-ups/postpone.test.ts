import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { at, MANAGER, startSilence, SUPERVISOR, type Silence } from "./world.ts";

let world: Silence;
/** Friday 20 November, nine o'clock: a task that is due on Monday at 17:30. */
beforeEach(async () => {
  world = await startSilence();
  world.addShop("和平路便利店");
  world.addWindow("11-16");
  world.addWindow("11-19");
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
  world.setNow(at("11-20 09:00"));
});
afterEach(() => world.close());

const task = () => world.tasks()[0]!;
const tap = (data: string, who = MANAGER) => world.person(who).press(data, { messageId: world.shownTo(MANAGER).messageId });
async function postpone(days: number, reason: string, who = MANAGER): Promise<void> {
  await tap(`follow:later:1:0:${days}`, who);
  await world.person(who).write(reason);
  await world.deliver();
}

test("a task gets one or two working days more, with the reason, and the supervisor sees it", async () => {
  await tap("follow:later:1:0");
  expect(world.shownTo(MANAGER).buttons.map(({ text }) => text)).toEqual(["1 个工作日", "2 个工作日", "‹ 返回"]);
  await postpone(2, "店主出差，周三回来");
  // Monday 17:30, two working days later: Wednesday.
  expect(task()).toMatchObject({ dueAt: at("11-25 17:30"), dueVersion: 2, postponements: 1, postponeReason: "店主出差，周三回来" });
  expect(world.shownTo(MANAGER).text).toContain("11月25日（周三）17:30 前了解原因。\n已延期 1 次：店主出差，周三回来");
  expect(world.textsTo(SUPERVISOR)).toEqual([
    "⏳ 跟进任务延期到 11月25日（周三）17:30：和平路便利店（R101），客户经理王强，第 1 次\n原因：店主出差，周三回来",
  ]);
  const entries = world.db.select().from(audit).where(eq(audit.action, "follow_up.postpone")).all();
  expect(entries).toMatchObject([{ actorId: MANAGER, subject: "follow-up-1", detail: { days: 2 } }]);
});

test("the old alarm is void then, and the new one rings", async () => {
  await postpone(1, "店主出差");
  world.setNow(at("11-23 17:30"));
  await world.ring();
  expect(task().breachedAt).toBeNull();
  world.setNow(at("11-24 17:30"));
  await world.ring();
  expect(task().breachedAt).toBe(at("11-24 17:30"));
});

test("a third time is refused and not offered", async () => {
  await postpone(1, "一");
  await postpone(1, "二");
  expect(world.shownTo(MANAGER).data).not.toContain("follow:later:1:0");
  await postpone(1, "三");
  expect(world.alert()).toBe("已延期 2 次，不能再延。请直接记录结果。");
  expect(task()).toMatchObject({ postponements: 2, postponeReason: "二", dueAt: at("11-25 17:30") });
});

test("after the due time it is refused, also when the reason comes only then", async () => {
  world.setNow(at("11-23 17:00"));
  await tap("follow:later:1:0:1");
  world.setNow(at("11-23 17:30"));
  await world.person(MANAGER).write("店主出差");
  expect(world.shownTo(MANAGER).text).toBe("已到期，不能再延期。请直接记录结果。");
  await tap("follow:later:1:0");
  expect(world.alert()).toContain("已到期");
  expect(task().postponements).toBe(0);
});

test("the same reason delivered twice postpones once", async () => {
  await tap("follow:later:1:0:1");
  const message = await world.person(MANAGER).write("店主出差");
  await world.update({ message: message as never });
  expect(task().postponements).toBe(1);
});

test("a supervisor who postpones is not told of it, and a notice that is out of date is not sent", async () => {
  await postpone(1, "我来联系", SUPERVISOR);
  expect(world.textsTo(SUPERVISOR).filter((text) => text.startsWith("⏳"))).toEqual([]);
  await tap("follow:later:1:0:1");
  await world.person(MANAGER).write("店主出差");
  await tap("follow:skip:1:0:stock:talked");
  await world.deliver();
  expect(world.textsTo(SUPERVISOR).filter((text) => text.startsWith("⏳"))).toEqual([]);
});
