import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { windowAnswers } from "../../db/windows.tables.ts";
import { NOT_NOW_REASONS } from "../../src/windows/rules.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";
import { buttonsOf, readMessage, tapUnder } from "./taps.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay({ ORDERING_URL: "https://orders.example/" });
});
afterEach(() => day.close());

const answers = () => day.db.select().from(windowAnswers).orderBy(windowAnswers.personId).all();
const tap = (action: string, id = 201) => tapUnder(day, id, action);
const remind = async () => {
  await day.setCutoff("17:00");
  await day.goTo("16:00");
};

describe("“I have ordered”", () => {
  test("is noted as said, shown in the message, and changes no count", async () => {
    day.addShop("和平路便利店", [201]);
    await remind();
    expect(await tap("said")).toEqual({ toast: "已记下" });
    expect(readMessage(day, 201)).toEqual({
      text: "⏰ 今天 17:00 截止订货\n您说：「和平路便利店」已订货。记下了，是否成功请以订货系统为准。\n订货热线 95100",
      buttons: [["https://orders.example/"], ["order:change:1", "order:help:1"]],
    });
    expect(answers()).toEqual([{ windowId: 1, personId: 201, answer: "said_ordered", reason: null, at: at("16:00") }]);
    expect((await day.person(201).write("/order")).text).toBe("/order");
    expect(day.textsTo(201).at(-1)).toContain("今天还没有收到公司的订单数据");
  });

  test("tapped again keeps the time it was first said", async () => {
    day.addShop("A", [201]);
    await remind();
    await tap("said");
    day.advance(60_000);
    expect(await tap("said")).toEqual({ toast: "已记下" });
    expect(answers()).toMatchObject([{ at: at("16:00") }]);
  });

  test("is taken back by “change”, which brings the reminder again with the true time left", async () => {
    day.addShop("A", [201]);
    await remind();
    const before = readMessage(day, 201);
    await tap("said");
    day.setNow(at("16:10"));
    expect(await tap("change")).toEqual({ toast: "已撤回，请重新选择" });
    expect(answers()).toEqual([]);
    expect(readMessage(day, 201).buttons).toEqual(before.buttons);
    expect(readMessage(day, 201).text).toContain("还剩 50 分钟");
    // A second tap on the same button finds nothing more to take back.
    expect(await tap("change")).toEqual({ toast: "已撤回，请重新选择" });
  });

  test("of a person of several shops is about those without an order, and says which", async () => {
    const [ordered] = [day.addShop("甲", [201]), day.addShop("乙", [201]), day.addShop("丙", [201])];
    await day.setCutoff("17:00");
    await day.order(ordered.licenceNo, "09:00");
    await day.goTo("16:00");
    await tap("said");
    expect(readMessage(day, 201).text).toContain("您说：「乙」「丙」已订货");
  });
});

describe("“not this time”", () => {
  test("asks why in the same message, with six reasons, an end to reminders and a way back", async () => {
    day.addShop("A", [201]);
    await remind();
    expect(await tap("notnow")).toEqual({ toast: "已记下" });
    expect(readMessage(day, 201)).toEqual({
      text: "⏰ 今天 17:00 截止订货\n您说：「A」本次不订。记下了，方便说说原因吗？",
      buttons: [
        ["order:why:1:stock", "order:why:1:money"],
        ["order:why:1:price", "order:why:1:supply"],
        ["order:why:1:holiday", "order:why:1:other"],
        ["order:mute:1", "order:change:1"],
      ],
    });
    expect(answers()).toEqual([{ windowId: 1, personId: 201, answer: "not_now", reason: null, at: at("16:00") }]);
  });

  test.each(NOT_NOW_REASONS)("keeps the reason %s, who said it and when", async (reason) => {
    day.addShop("A", [201]);
    await remind();
    await tap("notnow");
    day.setNow(at("16:05"));
    await tap(`why:1:${reason}`);
    expect(answers()).toEqual([{ windowId: 1, personId: 201, answer: "not_now", reason, at: at("16:05") }]);
    expect(readMessage(day, 201).text).toContain(`（${day.deps.t("zh", "reminder-reason", { reason })}）`);
    expect(readMessage(day, 201).buttons.flat()).toContain("order:change:1");
  });

  test("and back is no answer", async () => {
    day.addShop("A", [201]);
    await remind();
    await tap("notnow");
    await tap("change");
    expect(answers()).toEqual([]);
    expect(readMessage(day, 201).buttons.flat()).toContain("order:notnow:1");
  });

  test("tapped late on an old copy does not undo the reason", async () => {
    day.addShop("A", [201]);
    await remind();
    await tap("why:1:price");
    await day.person(201).press("order:notnow:1");
    expect(answers()).toMatchObject([{ answer: "not_now", reason: "price" }]);
  });

  test("and then “ordered”: the latest answer wins, without the old reason", async () => {
    day.addShop("A", [201]);
    await remind();
    await tap("why:1:stock");
    await day.person(201).press("order:said:1");
    expect(answers()).toMatchObject([{ answer: "said_ordered", reason: null }]);
  });

  test("for a reason that nobody offered is refused", async () => {
    day.addShop("A", [201]);
    await remind();
    await day.person(201).press("order:why:1:laziness");
    expect(answers()).toEqual([]);
  });

  test("is asked and answered in English of who reads English", async () => {
    day.addShop("A", [201]);
    day.db.update(people).set({ locale: "en" }).run();
    await remind();
    expect(await tap("notnow")).toEqual({ toast: "Noted" });
    expect(readMessage(day, 201).text).toBe(
      "⏰ Ordering closes today, 17:00\nYou said: not this time (“A”). Noted. Would you tell us why?",
    );
    await tap("why:1:supply");
    expect(readMessage(day, 201).text).toContain("Reason: Goods unavailable. Noted; until the cutoff you can still order.");
  });
});

describe("two people of one shop", () => {
  test("answer for themselves, and each sees what the other said", async () => {
    day.addShop("A", [201, 202]);
    await remind();
    await tap("said", 201);
    day.setNow(at("16:05"));
    await tap("why:1:stock", 202);
    expect(answers()).toMatchObject([
      { personId: 201, answer: "said_ordered" },
      { personId: 202, answer: "not_now", reason: "stock" },
    ]);
    expect(readMessage(day, 202).text).toContain("店里的Person 201 16:00 说：已订货");
    await tap("change", 201);
    expect(readMessage(day, 201).text).toContain("店里的Person 202 16:05 说：本次不订");
  });

  test("are told before the reminder even leaves", async () => {
    day.addShop("A", [201, 202]);
    await day.setCutoff("17:00");
    await day.person(201).press("order:said:1");
    await day.goTo("16:00");
    expect(day.textsTo(202)[0]).toContain("店里的Person 201 09:00 说：已订货");
  });

  test("of another shop see nothing of it", async () => {
    day.addShop("A", [201]);
    day.addShop("B", [202]);
    await remind();
    await tap("said", 201);
    await tap("said", 202);
    expect(readMessage(day, 202).text).not.toContain("Person 201");
  });
});

test("a message that can not be changed any more still gets its answer noted and said", async () => {
  day.addShop("A", [201]);
  await remind();
  const refusal = { error_code: 400, description: "Bad Request: message can't be edited" };
  day.refuse((method) => (method === "editMessageText" ? refusal : undefined));
  expect(await tap("said")).toEqual({ toast: "已记下" });
  expect(answers()).toHaveLength(1);
});

test("every view of the reminder keeps a way on", async () => {
  day.addShop("A", [201]);
  await remind();
  for (const action of ["said", "change", "notnow", "mute", "unmute", "why:1:other"]) {
    await tap(action);
    expect(buttonsOf(day, 201).length, action).toBeGreaterThan(1);
  }
});
