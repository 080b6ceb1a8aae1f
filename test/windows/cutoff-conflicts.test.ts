import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findDialogue } from "../../src/people/service.ts";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { move, OFFICE, readChat, startCutoffDay, type CutoffDay } from "./cutoff-day.ts";
import { at, MANAGER, SUPERVISOR } from "./order-day.ts";

let day: CutoffDay;
beforeEach(async () => {
  day = await startCutoffDay();
  await day.goTo("16:00");
  day.setNow(at("16:10"));
  day.forget();
});
afterEach(() => day.close());

const { textTo, buttonsTo, tap, alerts, open, changes } = readChat(() => day);

describe("two at once, and twice", () => {
  const confirmable = async (id: number) => {
    await open(id, "cancel");
    await tap(id, "cutoff:why:1:1:weather");
  };

  test("a yes to a window that changed meanwhile changes nothing and shows how it stands", async () => {
    await confirmable(OFFICE);
    await day.change(move("18:00"), { actorId: SUPERVISOR });
    await tap(OFFICE, "cutoff:yes:");
    expect(textTo(OFFICE)).toContain("⚠️ 这个时段刚刚有了变化，没有按您的要求改动。");
    expect(textTo(OFFICE)).toContain("今天 18:00 截止");
    expect(day.window()).toMatchObject({ state: "planned", version: 2 });
  });

  test("so does an older page's button", async () => {
    await day.person(OFFICE).press("cutoff:show:1");
    await day.change(move("18:00"), { actorId: SUPERVISOR });
    await tap(OFFICE, "cutoff:extend:1:1");
    expect(textTo(OFFICE)).toContain("这个时段刚刚有了变化");
    expect(await findDialogue(day.db, OFFICE)).toBeUndefined();
  });

  test("yes pressed twice does it once", async () => {
    await confirmable(OFFICE);
    const yes = await tap(OFFICE, "cutoff:yes:");
    await day.person(OFFICE).press(yes);
    expect(textTo(OFFICE)).toContain("这项改动已经完成。");
    expect(changes()).toHaveLength(1);
    await day.deliver();
    expect(day.counts()).toEqual([1, 1, 1]);
  });

  test("a yes of an older question does not answer a newer one", async () => {
    await open(OFFICE, "extend");
    await day.person(OFFICE).write("18:00");
    await tap(OFFICE, "cutoff:why:1:1:weather");
    const old = buttonsTo(OFFICE).find((data) => data.startsWith("cutoff:yes"))!;
    await open(OFFICE, "extend");
    await day.person(OFFICE).write("19:00");
    await tap(OFFICE, "cutoff:why:1:1:weather");
    await day.person(OFFICE).press(old);
    expect(textTo(OFFICE)).toContain("这一步已失效");
    expect(changes()).toEqual([]);
  });

  test("words an hour later are no answer any more", async () => {
    await open(OFFICE, "extend");
    day.advance(60 * 60_000 + 1);
    await day.person(OFFICE).write("18:30");
    expect(textTo(OFFICE)).not.toContain("18:30");
  });

  test("the next command is no answer, and ends the change", async () => {
    await open(OFFICE, "extend");
    await day.person(OFFICE).write("/cutoff");
    expect(textTo(OFFICE)).toContain("🕔 今天 11月23日（周一）截止的订货");
    expect(await findDialogue(day.db, OFFICE)).toBeUndefined();
  });
});

describe("who may", () => {
  test("an account manager and the desk see the window and no button that changes it; a forged one is refused", async () => {
    buildStaff(day.db, 62, ["service_desk"], { districtId: day.district.id });
    for (const id of [MANAGER, 62]) {
      await day.person(id).write("/cutoff");
      await tap(id, "cutoff:show:");
      expect(buttonsTo(id).map((data) => data.split(":")[1])).toEqual(["list", "look"]);
      await day.person(id).press("cutoff:cancel:1:1");
      expect(textTo(id)).toContain("只有订单部、本区市场经理和管理员可以改动截止时间。");
      await day.person(id).press("cutoff:yes:1:1:0");
    }
    expect(changes()).toEqual([]);
  });

  test("another district's supervisor sees nothing of it", async () => {
    buildStaff(day.db, 61, ["supervisor"], { districtId: buildDistrict(day.db).id });
    await day.person(61).write("/cutoff");
    expect(textTo(61)).toBe("今天 11月23日（周一）没有您负责的订货截止。");
    await day.person(61).press("cutoff:show:1");
    await day.person(61).press("cutoff:extend:1:1");
    expect(alerts().filter((text) => text?.startsWith("没有这个订货时段"))).toHaveLength(2);
  });

  test("a brand partner and a retailer are refused", async () => {
    buildStaff(day.db, 63, ["brand_partner"]);
    for (const id of [63, 201]) {
      await day.person(id).write("/cutoff");
      expect(textTo(id)).toContain("您没有这项权限");
      await day.person(id).press("cutoff:show:1");
    }
    expect(alerts()).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("您没有这项权限")));
  });

  test("in a group staff are sent to the private chat", async () => {
    const chat = { id: day.group.chatId, type: "supergroup", title: "R101" };
    await day.person(SUPERVISOR).write("/cutoff", chat);
    expect(textTo(day.group.chatId)).toBe("订货截止时间请到我的私聊查看：发 /cutoff。");
    await day.person(SUPERVISOR).write("/start cutoff");
    expect(textTo(SUPERVISOR)).toContain("🕔 今天");
  });
});
