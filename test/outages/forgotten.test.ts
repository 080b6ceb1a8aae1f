import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sweepOutages } from "../../src/outages/jobs.ts";
import { at, ORDERS, startOutageDay, SUPERVISOR, WEST, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay();
});
afterEach(() => day.close());

const startAt = async (time: string, ...taps: string[]) => {
  day.setNow(at(time));
  await day.begin(SUPERVISOR, ...taps);
};

describe("a forgotten outage", () => {
  const asks = () => day.calls.filter(({ payload }) => String(payload.text).includes("还没人报恢复"));
  const goTo = async (time: string) => {
    day.setNow(at(time));
    await sweepOutages(day.deps);
    await sweepOutages(day.deps);
    await day.deliver();
  };

  test("is asked about an hour after it should have been over, once an hour, of its author and the order department", async () => {
    await startAt("09:00", "until:60");
    await goTo("10:59");
    expect(asks()).toEqual([]);
    await goTo("11:00");
    expect(new Set(asks().map(({ payload }) => payload.chat_id))).toEqual(new Set([SUPERVISOR, ORDERS]));
    await goTo("11:59");
    expect(asks()).toHaveLength(2);
    await goTo("12:00");
    expect(asks()).toHaveLength(4);
  });

  test("is asked about four hours after its start when nobody knew, not at night, and later when it goes on", async () => {
    await startAt("18:30");
    await goTo("22:30");
    expect(asks()).toEqual([]);
    await goTo("11-24 08:00");
    expect(asks()).toHaveLength(2);
    await day.tap(ORDERS, "more:1");
    await goTo("11-24 08:59");
    expect(asks()).toHaveLength(2);
    expect(day.find()[0]).toMatchObject({ expectedUntil: at("11-24 09:00") });
    await goTo("11-24 09:00");
    expect(asks()).toHaveLength(4);
  });

  test("is over with one tap on the question, and a question that comes too late is not sent", async () => {
    await startAt("09:00");
    day.setNow(at("13:00"));
    await sweepOutages(day.deps);
    await day.tap(ORDERS, "offyes:1");
    await day.deliver();
    expect(asks()).toEqual([]);
    expect(day.find()[0]).toMatchObject({ endedBy: ORDERS, endedAt: at("13:00") });
  });
});

describe("the list", () => {
  test("tells of each who announced it, who ended it, and how long it took; a district reads its own", async () => {
    await startAt("15:00");
    day.setNow(at("16:00"));
    await day.tap(ORDERS, "offyes:1");
    day.forget();
    await day.person(ORDERS).write("/outage");
    expect(day.textsTo(ORDERS)).toEqual([
      "现在没有网上订货故障。\n\n最近：\n· District 1，今天 15:00 – 16:00，共 1 小时（Staff 60 发布，Staff 70 报恢复）".replace(
        "District 1",
        day.district.name,
      ),
    ]);
    await day.person(WEST).write("/outage");
    expect(day.textsTo(WEST)).toEqual(["现在没有网上订货故障。"]);
  });
});
