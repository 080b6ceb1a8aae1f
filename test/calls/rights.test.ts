import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { retailers } from "../../db/retailers.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startCallDay, type CallDay } from "./call-day.ts";
import { holdPhone } from "./phone.ts";

const ADMIN = 1;
const OTHER_MANAGER = 51;
const OTHER_SUPERVISOR = 61;

let day: CallDay;
let phone: CallDay["phone"];
beforeEach(async () => {
  day = await startCallDay();
  phone = day.phone;
});
afterEach(() => day.close());

describe("whose shops they are is asked at every tap", () => {
  const tapAs = async (id: number, words: string) => {
    const before = day.calls.length;
    await holdPhone(day, id).press(phone.findData(words));
    return day.calls.slice(before).map(({ method, payload }) => payload.text ?? method);
  };
  const NOT_YOURS = "这家店的线路现在不归您负责，请找区域的市场经理。";

  beforeEach(async () => {
    buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
    buildStaff(day.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: buildDistrict(day.db).id });
    await phone.tap("和平路");
  });

  test.each([
    ["another route's account manager", OTHER_MANAGER],
    ["another district's supervisor", OTHER_SUPERVISOR],
  ])("%s is refused with whatever forwarded button", async (_who, id) => {
    for (const words of ["显示号码", "会订", "这次不订"]) expect(await tapAs(id, words)).toEqual([NOT_YOURS]);
    expect(await tapAs(id, "名单")).toEqual(["这份名单不是您的，或已由更新的名单代替：请看聊天里最新的一份。"]);
    expect([day.findCalls(), day.auditOf("call.number")]).toEqual([[], []]);
  });

  test.each([
    ["a retailer", 202],
    ["a stranger", 999],
  ])("%s has no access at all", async (_who, id) => {
    expect(await tapAs(id, "显示号码")).toEqual(["您没有这项权限。需要开通请联系管理员。"]);
  });

  test("the former account manager is refused, card and list alike", async () => {
    const next = day.db.select().from(staff).where(eq(staff.personId, OTHER_MANAGER)).get()!;
    day.db.update(routes).set({ accountManagerId: next.id }).where(eq(routes.id, day.route.id)).run();
    for (const words of ["显示号码", "会订", "名单", "下一户"]) expect(await tapAs(MANAGER, words)).toEqual([NOT_YOURS]);
    expect(day.findCalls()).toEqual([]);
  });

  test.each([
    ["the district's supervisor", SUPERVISOR],
    ["an admin", ADMIN],
  ])("%s may", async (_who, id) => {
    await tapAs(id, "会订");
    expect(day.findCalls()).toMatchObject([{ personId: id, outcome: "will_order" }]);
  });

  test("a shop of another route, or none, forged into a button is refused", async () => {
    const data = phone.findData("显示号码");
    const foreign = buildRetailer(day.db, { routeId: buildRoute(day.db).id });
    for (const id of [foreign.id, 99_999]) {
      await phone.press(data.replace(/\d+$/, String(id)));
      expect(phone.answer()).toBe("这家店已不在这次订货里。请点“名单”返回。");
    }
    await phone.press(data.replace(/:1:(\d+)$/, ":999:$1"));
    expect(phone.answer()).toBe("这家店已不在这次订货里。请点“名单”返回。");
    expect(day.auditOf("call.number")).toEqual([]);
  });

  test("a shop that went to another route is no longer called from here", async () => {
    day.db
      .update(retailers)
      .set({ routeId: buildRoute(day.db).id })
      .where(eq(retailers.id, day.shop.id))
      .run();
    await phone.tap("会订");
    expect(phone.answer()).toBe("这家店已不在这次订货里。请点“名单”返回。");
  });
});
