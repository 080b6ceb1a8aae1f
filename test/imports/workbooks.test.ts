import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orders } from "../../db/orders.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { cycles } from "../../db/windows.tables.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";
import { startFileServer } from "../support/files.ts";
import { buildXlsx } from "../support/xlsx.ts";

const ADMIN = 1;
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let bot: TestBot;
let server: Awaited<ReturnType<typeof startFileServer>>;

beforeEach(async () => {
  server = await startFileServer();
  bot = await startTestBot({ env: { BOT_API_ROOT: server.root } });
});
afterEach(async () => {
  bot.close();
  await server.close();
});

const said = () => bot.textsTo(ADMIN).at(-1);

async function sendWorkbook(bytes: Buffer, { language = "zh", caption }: { language?: "zh" | "en"; caption?: string } = {}) {
  server.files.set("file-1", bytes);
  const document = { file_id: "file-1", file_unique_id: "u", file_name: "roster.xlsx", mime_type: TYPE, file_size: bytes.length };
  await bot.person(ADMIN, { language }).send({ document, ...(caption === undefined ? {} : { caption }) });
}

describe("an Excel workbook of an admin", () => {
  test("lands like a CSV: a roster with its numbers kept as numbers", async () => {
    const header = ["许可证号", "店名", "电话", "区", "线路", "生日"];
    await sendWorkbook(buildXlsx([header, [140_100_000_001, "和平路便利店", 13_800_000_001, "东区", "R101", { date: 27_460 }]]));
    expect(said()).toBe("✅ 名册已导入：新增 1，更新 0，不变 0。");
    expect(bot.db.select().from(retailers).get()).toMatchObject({
      licenceNo: "140100000001",
      phone: "13800000001",
      birthday: "1975-03-07",
    });
  });

  test("with times as Excel keeps them is a calendar and orders", async () => {
    const route = buildRoute(bot.db, { code: "R101" });
    buildRetailer(bot.db, { licenceNo: "140100000001", routeId: route.id });
    await sendWorkbook(
      buildXlsx([
        ["route", "weekdays", "cutoff"],
        ["R101", "Mon;Thu", { date: 17 / 24 }],
      ]),
    );
    expect(said()).toContain("订货日历已导入：新增 1");
    expect(bot.db.select().from(cycles).get()!.cutoff).toBe("17:00");
    const order = ["A1", 140_100_000_001, { date: 46_349.375 }, 5, 1_200.5];
    await sendWorkbook(buildXlsx([["order_no", "licence_no", "ordered_at", "cartons", "amount"], order]));
    expect(said()).toContain("订单已导入：新增 1");
    expect(bot.db.select().from(orders).get()).toMatchObject({ orderedAt: Date.parse("2026-11-23T01:00:00Z"), amountCents: 120_050 });
  });

  test("names its bad rows as Excel numbers them", async () => {
    const row = [140_100_000_001, "店", 13_800_000_001, "东区", "R101"];
    await sendWorkbook(buildXlsx([["licence_no", "shop_name", "phone", "district", "route"], row, [], ["12", "店", "1", "东区", "R101"]]));
    expect(said()).toContain("名册部分导入：新增 1，更新 0，不变 0，1 行没有导入：\n第 4 行 · 许可证号：不是 12 位数字");
  });

  test.each([
    ["zh", "PK", "打不开，可能已经损坏"],
    ["en", "PK", "I can not open this file"],
    ["zh", "\xd0\xcf\x11\xe0", "另存为”，类型选“Excel 工作簿（.xlsx）"],
    ["en", "\xd0\xcf\x11\xe0", "an Excel file of the old kind (.xls)"],
    ["zh", "\xd0\xcf\x11\xe0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", "有密码"],
    ["zh", "", "没有内容"],
  ] as const)("that can not be read is answered in %s and changes nothing (%j)", async (language, bytes, answer) => {
    await sendWorkbook(Buffer.from(bytes, "latin1"), { language, caption: "/import" });
    expect(said()).toContain(answer);
    expect(bot.db.select().from(retailers).all()).toEqual([]);
  });
});
