import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints } from "../../../db/complaints.tables.ts";
import { removeStaff } from "../../../db/staff.ts";
import { breachPromise, sweepPromises } from "../../../src/complaints/jobs.ts";
import { SAY_WHO_MS } from "../../../src/complaints/restricted/rules.ts";
import { buildStaff } from "../../support/build.ts";
import { COLLEAGUE, RUDE, SECOND, sentTo, startRestricted, UNKNOWN, type RestrictedWorld } from "./world.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, startWorld, SUPERVISOR } from "../world.ts";

describe("the person concerned", () => {
  const BUTTONS = [
    "case:show:1",
    "case:back:1",
    "case:set:1:delivery",
    "case:visited:1",
    "case:rate:1:satisfied",
    "case:cause:1:late",
    "case:name:1:desk",
    "case:about:1",
    "case:lift:1",
    "case:liftyes:1",
    "case:hand:1:desk",
    "case:ask:1",
    "case:canned:1",
    "case:dup:1",
    "case:waive:1",
    "case:postpone:1:desk",
    "case:plan:1",
    "complain:back:1",
    "complain:about:1:desk",
    "complain:show:1:1",
    "complain:reopen:1",
    "complain:othertime:1",
  ];

  /** From the filing to the closing, with someone else named for desk and door. */
  async function runThrough(w: RestrictedWorld, boss: number) {
    await w.waitAnd();
    await w.person(boss).press(`case:nameto:1:desk-${w.colleague.id}`);
    await w.person(boss).press(`case:nameto:1:door-${w.colleague.id}`);
    await w.deliver();
    const card = w.calls.find(({ payload }) => payload.chat_id === COLLEAGUE && payload.text?.includes(RUDE))!;
    await w.reply(COLLEAGUE, undefined, card, { text: "非常抱歉" });
    await w.person(RETAILER).write("好的");
    for (const { id, dueVersion } of w.promised()) await breachPromise(w.deps, { promiseId: id, dueVersion });
    await w.person(COLLEAGUE).press("case:visited:1");
    await w.person(COLLEAGUE).write("已当面道歉");
    await w.deliver();
    await w.person(boss).press("case:rate:1:satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
    expect(w.textsTo(RETAILER).join()).toContain("💬 C-20261123-0001 的回复：\n非常抱歉");
  }

  const persons: [name: string, id: number, about: (w: RestrictedWorld) => Promise<unknown>, boss: number][] = [
    ["the account manager", MANAGER, (w) => w.sayWhom(`manager-${w.manager.id}`), SUPERVISOR],
    ["a clerk", CLERK, (w) => w.sayWhom("desk"), SUPERVISOR],
    [
      "a supervisor",
      SUPERVISOR,
      async (w) => {
        await w.sayWhom("other");
        await w.person(RETAILER).write("赵主任");
      },
      SECOND,
    ],
  ];
  test.each(persons)("%s learns nothing from the filing to the closing and can press nothing", async (_name, id, about, boss) => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await about(w);
    await runThrough(w, boss);
    expect(sentTo(w, id)).toEqual([]);
    expect(sentTo(w, w.desk!.id)).toEqual([]);
    expect(w.outbox().filter(({ chatId, state }) => state === "sent" && (chatId === id || chatId === w.desk!.id))).toEqual([]);
  });

  test.each(persons)(
    "%s is told of the number what is told of one that does not exist, by command, button and reply",
    async (_n, id, about) => {
      const w = await startRestricted();
      await w.fileOne(RUDE);
      await about(w);
      await w.waitAnd();
      const before = [w.cases(), w.promised(), w.timeline()];
      await w.person(id).write("/case C-20261123-0001");
      await w.person(id).write("/case C-20261123-0999");
      expect(w.textsTo(id)).toEqual([UNKNOWN, UNKNOWN]);
      w.forget();
      for (const data of BUTTONS) await w.person(id).press(data);
      expect(new Set(w.alerts())).toEqual(new Set([UNKNOWN]));
      expect(w.alerts()).toHaveLength(BUTTONS.length);
      for (const data of BUTTONS.slice(0, 6)) await w.person(id).press(data, { chat: w.desk! });
      await w.person(id).write("/tasks");
      await w.deliver();
      expect(w.textsTo(id)).toEqual(["目前没有待办。"]);
      expect(w.textsTo(w.desk!.id)).toEqual([]);
      expect([w.cases(), w.promised(), w.timeline()]).toEqual(before);
    },
  );

  test("can not be named, even by a forged button, nor by someone who is not in charge", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom(`manager-${w.manager.id}`);
    await w.waitAnd();
    await w.person(SUPERVISOR).press("case:name:1:door");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toContain(`case:nameto:1:door-${w.colleague.id}`);
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).not.toContain(`case:nameto:1:door-${w.manager.id}`);
    await w.person(SUPERVISOR).press(`case:nameto:1:door-${w.manager.id}`);
    expect(w.alerts().at(-1)).toBe("这张投诉单涉及这个人，请指定别人。");
    await w.person(COLLEAGUE).press(`case:nameto:1:door-${w.colleague.id}`);
    expect(w.alerts().at(-1)).toBe(UNKNOWN);
    expect(w.promised().every(({ ownerId }) => ownerId === null)).toBe(true);
  });

  test("loses what was sent before those in charge found out, and the promises with it", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("other");
    await w.person(RETAILER).write("高个子");
    await w.deliver();
    await w.person(SUPERVISOR).press(`case:nameto:1:door-${w.colleague.id}`);
    await w.deliver();
    const task = w.lastTo(COLLEAGUE);
    w.forget();
    await w.person(SUPERVISOR).press(`case:aboutset:1:${w.colleague.id}`);
    await w.deliver();
    expect(w.calls.filter(({ payload }) => payload.chat_id === COLLEAGUE)).toMatchObject([
      { method: "editMessageText", payload: { message_id: task.messageId, text: "这张投诉单已转由专人处理，这里不再显示。" } },
    ]);
    expect(w.promised()[1]).toMatchObject({ ownerId: null, isHandedOver: false });
    await w.person(COLLEAGUE).press("case:visited:1");
    expect(w.alerts().at(-1)).toBe(UNKNOWN);
  });

  test("gets nothing that was written before it was known to be about them", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    w.advance(SAY_WHO_MS);
    w.db.update(complaints).set({ aboutStaffId: w.supervisor.id }).where(eq(complaints.id, 1)).run();
    await w.deliver();
    expect(sentTo(w, SUPERVISOR)).toEqual([]);
    expect(w.textsTo(SECOND)).toHaveLength(1);
  });
});

describe("whoever had a promise before the case became one for few eyes", () => {
  test("owns it no longer and sees nothing of it; those in charge are warned of the reply instead", async () => {
    const w = await startRestricted();
    await w.fileOne("昨天送货少了两条");
    await w.person(CLERK).press("case:claim:1", { chat: w.desk! });
    await w.person(RETAILER).press("complain:set:1:attitude");
    await w.sayWhom("desk");
    await w.deliver();
    expect(w.promised()[0]).toMatchObject({ kind: "desk_reply", ownerId: null, isHandedOver: false });
    w.forget();
    await w.person(CLERK).write("/tasks");
    expect(w.lastTo(CLERK).payload.text).not.toContain("C-20261123-0001");
    w.advance(24 * 60_000 + 6_000);
    await sweepPromises(w.deps);
    await w.deliver();
    expect(w.textsTo(SUPERVISOR).join()).toContain("前回复客户，还剩 6 分钟");
  });

  test("has no part in it for having answered what was handed to them", async () => {
    const w = await startRestricted();
    await w.fileOne("昨天送货少了两条");
    await w.person(SUPERVISOR).press(`case:handto:1:desk-${w.clerk.id}`);
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "今天补送" });
    await w.deliver();
    await w.person(RETAILER).press("complain:set:1:attitude");
    expect(w.promised()[0]).toMatchObject({ state: "kept", ownerId: w.clerk.id, isHandedOver: false });
    await w.person(CLERK).write("/case C-20261123-0001");
    expect(w.lastTo(CLERK).payload.text).toBe(UNKNOWN);
  });
});

describe("a visit that was named to someone", () => {
  test("is not offered to whoever the shop's words speak of", async () => {
    const w = await startRestricted();
    await w.fileOne(`王强${RUDE}`);
    await w.sayWhom("unsaid");
    await w.deliver();
    await w.person(SUPERVISOR).press("case:hand:1:door");
    const offered = w.buttonsOf(w.lastTo(SUPERVISOR));
    // An account manager is named for such a visit by a button of its own.
    expect(offered).not.toContain(`case:handto:1:door-${w.colleague.id}`);
    expect(offered).not.toContain(`case:handto:1:door-${w.manager.id}`);
  });

  test("goes, when that one leaves, to those in charge whom it is not about", async () => {
    const w = await startWorld();
    const colleague = buildStaff(w.db, COLLEAGUE, ["account_manager"], { name: "孙丽", districtId: w.district.id });
    await w.fileOne(RUDE);
    await w.person(ADMIN).press(`case:aboutset:1:${w.supervisor.id}`);
    await w.person(ADMIN).press(`case:nameto:1:door-${colleague.id}`);
    await w.deliver();
    await removeStaff(w.db, { id: colleague.id, hasOwners: true, actorId: ADMIN, now: 5 });
    w.forget();
    await sweepPromises(w.deps);
    await w.deliver();
    expect(w.promised()[1]).toMatchObject({ kind: "door_visit", ownerId: null });
    expect(w.textsTo(ADMIN).join()).toContain("上门服务任务");
    expect(w.textsTo(SUPERVISOR)).toEqual([]);
  });
});

test("whoever is named to answer can put the answer off", async () => {
  const w = await startRestricted();
  await w.fileOne(RUDE);
  await w.sayWhom("unsaid");
  await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.clerk.id}`);
  await w.person(CLERK).press("case:postpone:1:desk");
  expect(w.lastTo(CLERK).payload.text).toContain("推迟到什么时候办");
});
