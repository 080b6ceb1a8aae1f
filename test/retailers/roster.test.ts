import { eq } from "drizzle-orm";
import iconv from "iconv-lite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { districts } from "../../db/districts.tables.ts";
import { retailers, shopPeople } from "../../db/retailers.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { decodeText } from "../../src/import/csv.ts";
import { importCsv } from "../../src/imports/service.ts";
import { importRoster, readRosterJson } from "../../src/retailers/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

const HEADER = "licence_no,shop_name,phone,district,route";
const ROW = "140100000001,和平路便利店,13800000001,东区,R101";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.close());

const importText = (text: string) => importCsv(bot.deps, "roster", text, 1);
const shop = (licenceNo = "140100000001") => bot.db.select().from(retailers).where(eq(retailers.licenceNo, licenceNo)).get()!;
const managerOf = (code: string) =>
  bot.db
    .select({ code: staff.code, name: staff.name, personId: staff.personId, role: staffRoles.role, district: districts.name })
    .from(routes)
    .innerJoin(staff, eq(staff.id, routes.accountManagerId))
    .innerJoin(staffRoles, eq(staffRoles.staffId, staff.id))
    .leftJoin(districts, eq(districts.id, staff.districtId))
    .where(eq(routes.code, code))
    .all();

describe("importing the roster", () => {
  test("shops, routes and districts appear; the same file again changes nothing", async () => {
    const text = `${HEADER}\n${ROW}\n140100000002,幸福超市,+86 138-0000-0002,东区,R101\n`;
    expect(await importText(text)).toEqual({ created: 2, updated: 0, unchanged: 0, rejected: [] });
    expect(shop("140100000002")).toMatchObject({ shopName: "幸福超市", phone: "13800000002", status: "active", tier: null });
    expect(bot.db.select().from(districts).all()).toHaveLength(1);
    expect(bot.db.select().from(routes).all()).toMatchObject([{ code: "R101", accountManagerId: null }]);
    expect(await importText(text)).toEqual({ created: 0, updated: 0, unchanged: 2, rejected: [] });
    expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.import")).all()).toMatchObject([
      { actorId: 1, detail: { created: 2 } },
      { actorId: 1, detail: { unchanged: 2 } },
    ]);
  });

  test("a GBK file with Chinese headers and words is read, every column", async () => {
    const text =
      "许可证号;店铺名称;联系电话;所属区;线路;联系人;业态;城乡;地址;星级;档位;客户经理;状态;生日\r\n" +
      "140100000001;和平路便利店;138 0000 0001;东区;R101;李明;烟酒商店;农村;和平路1号;金牌;18档;AM01;停业;1975年3月8日\r\n";
    expect(await importText(decodeText(iconv.encode(text, "gbk")))).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [] });
    expect(shop()).toMatchObject({
      contactName: "李明",
      businessType: "tobacco_liquor",
      area: "rural",
      address: "和平路1号",
      tier: "金牌",
      supplyGroup: 18,
      status: "suspended",
      birthday: "1975-03-08",
    });
    expect(managerOf("R101")).toEqual([{ code: "AM01", name: "AM01", personId: null, role: "account_manager", district: "东区" }]);
  });

  test("bad rows are listed by row, field and reason while good rows land", async () => {
    const header = `${HEADER},supply_group,status,business_type,area,birthday`;
    const report = await importText(
      [
        header,
        `${ROW},30,active,mall,urban,03-08`,
        "14010000000,Shop,13800000002,东区,R101,1,active,,,",
        "140100000003,,12345,东区,R101,0,open,kiosk,sea,1975-02-30",
        "140100000004,Shop,13800000004,,,1.5,正常,,,",
        "140100000005,Shop,13800000005,东区,R101,1,active,mall,urban,,extra",
        `140100000006,${"长".repeat(201)},13800000006,东区,R101,,歇业,超市,城镇,`,
        "140100000007,Shop,13800000007,东区,R101,,歇业,超市,城镇,",
      ].join("\n"),
    );
    expect(report).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: [
        { row: 3, field: "licence_no", reason: "not_12_digits" },
        { row: 4, field: "shop_name", reason: "missing" },
        { row: 4, field: "phone", reason: "not_a_phone" },
        { row: 4, field: "business_type", reason: "unknown_business_type" },
        { row: 4, field: "area", reason: "unknown_area" },
        { row: 4, field: "supply_group", reason: "not_a_supply_group" },
        { row: 4, field: "status", reason: "unknown_status" },
        { row: 4, field: "birthday", reason: "not_a_date" },
        { row: 5, field: "district", reason: "missing" },
        { row: 5, field: "route", reason: "missing" },
        { row: 5, field: "supply_group", reason: "not_a_supply_group" },
        { row: 6, field: "", reason: "malformed" },
        { row: 7, field: "shop_name", reason: "too_long" },
      ],
    });
    expect(shop()).toMatchObject({ supplyGroup: 30, birthday: "03-08" });
    expect(shop("140100000007").status).toBe("closed");
  });

  test("a missing column rejects the file and says which", async () => {
    expect(await importText(`licence_no,shop_name,district,route\n1,a,b,c`)).toEqual({
      created: 0,
      updated: 0,
      unchanged: 0,
      rejected: [{ row: 1, field: "phone", reason: "missing_column" }],
    });
  });

  test("of two rows with one licence the later wins and the earlier is listed", async () => {
    const report = await importText(`${HEADER}\n${ROW}\n140100000001,新店名,13800000009,东区,R101`);
    expect(report).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [{ row: 2, field: "licence_no", reason: "duplicate" }] });
    expect(shop()).toMatchObject({ shopName: "新店名", phone: "13800000009" });
  });

  test("Excel's licence numbers kept as text are numbers", async () => {
    await importText(`${HEADER}\n"=""140100000001""",A,'13800000001,东区,R101\n１４０１ ０００００００２,B,13800000002,东区,R101`);
    expect(shop()).toMatchObject({ shopName: "A", phone: "13800000001" });
    expect(shop("140100000002").shopName).toBe("B");
  });

  test("a column that the file lacks keeps what is known, an empty cell clears it", async () => {
    await importText(`${HEADER},address,tier,status\n${ROW},和平路1号,金牌,停业`);
    expect(await importText(`${HEADER},tier,status\n${ROW},,`)).toMatchObject({ updated: 1 });
    expect(shop()).toMatchObject({ address: "和平路1号", tier: null, status: "suspended" });
  });

  test("a shop that moves to another route is an update; a route in another district is refused", async () => {
    await importText(`${HEADER}\n${ROW}`);
    const moved = await importText(`${HEADER}\n140100000001,和平路便利店,13800000001,东区,R102`);
    expect(moved).toEqual({ created: 0, updated: 1, unchanged: 0, rejected: [] });
    const refused = await importText(`${HEADER}\n140100000001,和平路便利店,13800000001,西区,R101\n140100000002,B,13800000002,西区,R201`);
    expect(refused).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: [{ row: 2, field: "route", reason: "route_in_other_district" }],
    });
    expect(bot.db.select().from(routes).where(eq(routes.id, shop().routeId)).get()!.code).toBe("R102");
  });

  test("within one file a route can not be in two districts nor have two account managers", async () => {
    const report = await importText(
      `${HEADER},account_manager\n${ROW},AM01\n140100000002,B,13800000002,西区,R101,AM01\n140100000003,C,13800000003,东区,R101,AM02\n140100000004,D,13800000004,东区,R101,am01`,
    );
    expect(report).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: [
        { row: 3, field: "route", reason: "route_in_other_district" },
        { row: 4, field: "account_manager", reason: "route_has_other_manager" },
      ],
    });
    expect(managerOf("R101").map(({ code }) => code)).toEqual(["AM01"]);
    // What a refused row named was not created.
    expect(bot.db.select().from(districts).all()).toHaveLength(1);
    expect(bot.db.select().from(staff).all()).toHaveLength(1);
  });

  test("a new account manager in a later file takes the route over; a known code keeps its person and gets the role", async () => {
    buildStaff(bot.db, 70, ["supervisor"], { code: "AM02", name: "王芳" });
    await importText(`${HEADER},account_manager\n${ROW},AM01`);
    expect(await importText(`${HEADER},account_manager\n${ROW},am02`)).toMatchObject({ updated: 1, rejected: [] });
    expect(managerOf("R101").map(({ name, personId, role }) => ({ name, personId, role }))).toEqual([
      { name: "王芳", personId: 70, role: "account_manager" },
      { name: "王芳", personId: 70, role: "supervisor" },
    ]);
    // A row without the column leaves the route its manager.
    await importText(`${HEADER}\n${ROW}`);
    expect(managerOf("R101")).toHaveLength(2);
  });

  test("an account manager who left is refused", async () => {
    buildStaff(bot.db, 70, ["account_manager"], { code: "AM01", removedAt: 1 });
    const report = await importText(`${HEADER},account_manager\n${ROW},AM01`);
    expect(report.rejected).toEqual([{ row: 2, field: "account_manager", reason: "staff_removed" }]);
    expect(report.created).toBe(0);
  });

  test("a phone that changes does not unlink the shop's people", async () => {
    const route = buildRoute(bot.db, { code: "R101", districtId: buildDistrict(bot.db, "东区").id });
    const { id } = buildRetailer(bot.db, { licenceNo: "140100000001", routeId: route.id });
    buildShopPerson(bot.db, id, 50);
    expect(await importText(`${HEADER}\n140100000001,和平路便利店,13999999999,东区,R101`)).toMatchObject({ updated: 1 });
    expect(bot.db.select().from(shopPeople).all()).toMatchObject([{ retailerId: id, personId: 50 }]);
  });
});

describe("roster rows as JSON", () => {
  test("numbers, texts and null are understood, everything else is listed with the same reasons", async () => {
    const read = readRosterJson([
      {
        licence_no: 140100000001,
        shop_name: " A ",
        phone: "+8613800000001",
        district: "东区",
        route: "R101",
        supply_group: 12,
        tier: null,
        colour: {},
      },
      { licence_no: "1", shop_name: "B", phone: "13800000002", district: "东区", route: "R101", address: {} },
      { licence_no: "1", shop_name: "B", phone: "13800000002", district: "东区" },
      "text",
      null,
    ]);
    expect(read.rejected).toEqual([
      { row: 2, field: "address", reason: "malformed" },
      { row: 4, field: "", reason: "malformed" },
      { row: 5, field: "", reason: "malformed" },
      { row: 3, field: "licence_no", reason: "not_12_digits" },
      { row: 3, field: "route", reason: "missing" },
    ]);
    expect(await importRoster(bot.deps, read.rows)).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [] });
    expect(shop()).toMatchObject({ shopName: "A", supplyGroup: 12 });
  });
});
