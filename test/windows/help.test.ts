import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { complaints } from "../../db/complaints.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { buildGroup, buildStaff } from "../support/build.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";
import { tapUnder } from "./taps.ts";

const CLERK = 70;
let day: OrderDay;
let desk: number;
beforeEach(async () => {
  day = await startOrderDay();
  buildStaff(day.db, CLERK, ["service_desk"], { districtId: day.district.id });
  desk = buildGroup(day.db, { districtId: day.district.id, kind: "desk", isForum: false }).chatId;
});
afterEach(() => day.close());

const cases = () => day.db.select().from(complaints).all();
const remind = async () => {
  await day.setCutoff("17:00");
  await day.goTo("16:00");
};
const cardTo = (chatId = desk) => day.textsTo(chatId).find((text) => text.startsWith("C-"));
const orderLine = (chatId = desk) => cardTo(chatId)?.split("\n")[1];

describe("“I need help”", () => {
  test("asks for the words, says that nobody orders for the shop, and names the ordering line", async () => {
    day.addShop("A", [201]);
    await remind();
    await tapUnder(day, 201, "help");
    expect(day.textsTo(201).at(-1)).toBe(
      "请把问题发给我，文字或截图都行，我转给在线客服。客服帮您解决问题，但不能代您下单。时间紧请打订货热线 95100。",
    );
  });

  test("opens a question whose card tells the desk the window, the time left and not to order for the shop", async () => {
    day.addShop("和平路便利店", [201]);
    await remind();
    await tapUnder(day, 201, "help");
    day.setNow(at("16:20"));
    await day.person(201).write("订货系统登录不上");
    await day.deliver();
    expect(cases()).toMatchObject([{ category: "advice", text: "订货系统登录不上" }]);
    expect(cardTo()).toContain("和平路便利店（R101）");
    expect(orderLine()).toBe("📦 点了订货提醒的“需要帮助”：今天 17:00 截止，还剩 40 分钟，还没有订单。请帮客户自己下单，不要代订。");
  });

  test.each([
    ["ordered meanwhile", async (licence: string) => void (await day.order(licence, "16:10")), "公司已收到这次的订单"],
    ["closed meanwhile", async () => day.setNow(at("17:30")), "今天 17:00 已截止，没有订单"],
    ["cancelled meanwhile", async () => void (await day.setCutoff("cancelled")), "订货已取消"],
  ] as const)("shown again later tells the desk how it stands then: %s", async (_, change, words) => {
    const shop = day.addShop("A", [201]);
    await remind();
    await tapUnder(day, 201, "help");
    await day.person(201).write("登录不上");
    await day.deliver();
    await (change as (licence: string) => Promise<unknown>)(shop.licenceNo);
    await day.person(CLERK).write(`/case ${cases()[0]!.number}`);
    await day.deliver();
    expect(orderLine(CLERK)).toContain(words);
  });

  test("of a person of several shops is about the one without an order, and asks only when there are more", async () => {
    const [a, b] = [day.addShop("甲", [201]), day.addShop("乙", [201])];
    day.addShop("丙", [201]);
    await day.setCutoff("17:00");
    await day.order(a.licenceNo, "09:00");
    await day.goTo("16:00");
    await tapUnder(day, 201, "help");
    await day.person(201).write("登录不上");
    expect(day.textsTo(201).at(-1)).toContain("哪家店");
    await day.person(201).press(`complain:shop:${b.id}`);
    await day.order(b.licenceNo, "16:01");
    await day.person(201).press("order:help:1");
    await day.person(201).write("还是登录不上");
    expect(cases().map(({ retailerId }) => retailerId)).toEqual([b.id, b.id + 1]);
    await day.deliver();
    expect(day.textsTo(desk).filter((text) => text.includes("📦 点了订货提醒的“需要帮助”"))).toHaveLength(2);
  });

  test("tapped twice asks once, and says where to write", async () => {
    day.addShop("A", [201]);
    await remind();
    await tapUnder(day, 201, "help");
    const before = day.textsTo(201).length;
    await day.person(201).press("order:help:1");
    expect(day.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload).toMatchObject({
      text: "请直接把问题发给我，文字或截图都行，我转给在线客服。",
      show_alert: true,
    });
    expect(day.textsTo(201).filter((text) => text !== "")).toHaveLength(before);
  });

  test("takes what was written just before for the question", async () => {
    day.addShop("A", [201]);
    await remind();
    await day.person(201).write("登录不上怎么办");
    await day.person(201).press("order:help:1");
    await day.deliver();
    expect(cases()).toMatchObject([{ category: "advice", text: "登录不上怎么办" }]);
    expect(orderLine()).toContain("📦");
  });

  test("is there after the cutoff, and for a window that is gone", async () => {
    day.addShop("A", [201]);
    await remind();
    day.setNow(at("18:00"));
    await day.person(201).press("order:help:1");
    await day.person(201).write("没赶上怎么办");
    day.db.delete(orderWindows).where(eq(orderWindows.id, 1)).run();
    await day.deliver();
    expect(cardTo()).toContain("没赶上怎么办");
    await day.person(201).press("order:help:1");
    expect(day.textsTo(201).at(-1)).toContain("请把问题发给我");
  });

  test("of a reminder sent by an older version still opens a question", async () => {
    day.addShop("A", [201]);
    await day.person(201).press("ask:start");
    await day.person(201).write("订货系统登录不上");
    await day.deliver();
    expect(day.textsTo(201).join("\n")).toMatch(/C-20261123-\d{4}/);
  });
});
