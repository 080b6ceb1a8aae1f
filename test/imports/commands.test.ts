import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import iconv from "iconv-lite";
import type { InputFile } from "grammy";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orders } from "../../db/orders.tables.ts";
import { dialogues } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { cycles } from "../../db/windows.tables.ts";
import { downloadFile, type DownloadError } from "../../src/telegram/download.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute, buildStaff } from "../support/build.ts";

const ADMIN = 1;
const ROSTER = "licence_no,shop_name,phone,district,route\n140100000001,和平路便利店,13800000001,东区,R101\n";

let bot: TestBot;
let server: Server;
let admin: ReturnType<TestBot["person"]>;
/** What the file server answers, by path below /file/bot<token>/. */
const files = new Map<string, Buffer | number>();

beforeEach(async () => {
  files.clear();
  server = createServer((request, response) => {
    const file = files.get(request.url!.replace(/^\/file\/bot[^/]+\//, ""));
    if (file === undefined || typeof file === "number") response.writeHead(file ?? 404).end("{}");
    else response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  bot = await startTestBot({ env: { BOT_API_ROOT: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } });
  admin = bot.person(ADMIN);
});
afterEach(async () => {
  bot.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const said = (id = ADMIN) => bot.textsTo(id).at(-1);

async function sendFile(
  bytes: Buffer | string,
  { by = admin, name = "roster.csv", ...fields }: { by?: typeof admin; name?: string; [key: string]: unknown } = {},
) {
  files.set("file-1", Buffer.from(bytes));
  const { mime_type: mimeType = "text/csv", file_size: fileSize = 100, ...message } = fields;
  await by.send({
    document: { file_id: "file-1", file_unique_id: "u", file_name: name, mime_type: mimeType, file_size: fileSize },
    ...message,
  });
}

describe("a CSV file of an admin", () => {
  test("that is a roster lands, and the counts are told", async () => {
    await admin.write("/import");
    expect(said()).toContain("把 Excel 文件（.xlsx，取第一张工作表）或 CSV 文件发到这里就能导入");
    await sendFile(ROSTER);
    expect(said()).toBe("✅ 名册已导入：新增 1，更新 0，不变 0。");
    expect(bot.db.select().from(retailers).all()).toMatchObject([{ licenceNo: "140100000001" }]);
    expect(bot.db.select().from(dialogues).all()).toEqual([]);
  });

  test("is seen to be worked on before it is fetched", async () => {
    await sendFile(ROSTER);
    const methods = bot.calls.map(({ method }) => method);
    expect(methods.slice(methods.indexOf("sendChatAction"))).toEqual(["sendChatAction", "getFile", "sendMessage"]);
  });

  test("as Excel in China saves it (GBK, Chinese headers) is understood", async () => {
    await sendFile(iconv.encode("许可证号,店名,电话,区,线路\r\n140100000001,和平路便利店,13800000001,东区,R101\r\n", "gbk"));
    expect(said()).toContain("名册已导入：新增 1");
    expect(bot.db.select().from(retailers).get()!.shopName).toBe("和平路便利店");
  });

  test("that is a calendar or orders is told apart by its header", async () => {
    const route = buildRoute(bot.db, { code: "R101" });
    buildRetailer(bot.db, { licenceNo: "140100000001", routeId: route.id });
    await sendFile("route,weekdays,cutoff\nR101,Mon;Thu,17:00\nR999,Mon,17:00\n");
    expect(said()).toBe(
      "⚠️ 订货日历部分导入：新增 1，更新 0，不变 0，1 行没有导入：\n第 3 行 · 线路：没有这条线路，请先导入名册\n改好后把文件再发一次就行。",
    );
    expect(bot.db.select().from(cycles).all()).toHaveLength(1);
    await sendFile(
      "order_no,licence_no,ordered_at,cartons,amount\nA1,140100000001,2026-11-23 09:00,5,1200\nA2,140100000009,2026-11-23 09:00,5,1200\n",
    );
    expect(said()).toContain("订单部分导入：新增 1，更新 0，不变 0，1 行没有导入：\n第 3 行 · 许可证号：名册里没有这个许可证号");
    expect(bot.db.select().from(orders).all()).toHaveLength(1);
  });

  test("with bad rows shows the first ten in words and all of them as a file", async () => {
    const bad = Array.from({ length: 12 }, (_, n) => `${n},店,1380000000${n % 10},东区,R101`);
    await sendFile(`${ROSTER}${bad.join("\n")}`);
    const text = bot.textsTo(ADMIN).at(-2)!;
    expect(text).toContain("名册部分导入：新增 1，更新 0，不变 0，12 行没有导入：\n第 3 行 · 许可证号：不是 12 位数字");
    expect(text.split("\n").filter((line) => line.startsWith("第 "))).toHaveLength(10);
    expect(text).toContain("还有 2 处，全部列在附件里");
    const sent = bot.calls.at(-1)!;
    expect(sent.method).toBe("sendDocument");
    const content = Buffer.from((await (sent.payload["document"] as InputFile).toRaw()) as Uint8Array).toString();
    expect(content.startsWith("\uFEFFrow,field,reason,text\r\n3,licence_no,not_12_digits,")).toBe(true);
    expect(content.trim().split("\r\n")).toHaveLength(13);
  });

  describe("with orders", () => {
    const HEADER = "order_no,licence_no,ordered_at,cartons,amount";
    const rows = (count: number, licence = "140100000001") =>
      [HEADER, ...Array.from({ length: count }, (_, n) => `A${n},${licence},2026-11-23 09:0${n % 10},5,1200`)].join("\n");
    beforeEach(() => buildRetailer(bot.db, { licenceNo: "140100000001" }));

    test("outside their window says so, shows the first and all of them as a file", async () => {
      await sendFile(rows(1));
      expect(said()).toBe(
        "✅ 订单已导入：新增 1，更新 0，不变 0。\n⚠️ 1 笔订单已存，但下单时间不在本店的订货时段内（已截止、未开始、已取消或没有订货日历），请核对时间和日历：\n第 2 行 · 订货时间：不在订货时段内",
      );
      await sendFile(iconv.encode(rows(12).replace(HEADER, "订单号,许可证号,下单时间,条数,金额"), "gbk"));
      const text = bot.textsTo(ADMIN).at(-2)!;
      expect(text).toContain("⚠️ 12 笔订单已存");
      expect(text.split("\n").filter((line) => line.startsWith("第 "))).toHaveLength(10);
      expect(text).toContain("还有 2 笔，全部列在附件里。");
      const file = bot.calls.at(-1)!.payload["document"] as InputFile;
      expect(file.filename).toBe("outside-window.csv");
      expect(Buffer.from((await file.toRaw()) as Uint8Array).toString()).toContain("\r\n13,ordered_at,outside_window,");
    });

    test("of a licence number that the roster lacks says that they wait, and the roster that they came", async () => {
      await sendFile(rows(2, "140100000077"));
      expect(said()).toContain("第 2 行 · 许可证号：名册里没有这个许可证号");
      expect(said()).toContain("许可证号不在名册里的订单先保留 30 天，导入名册后自动归到店铺，不用再发。");
      await sendFile(ROSTER.replace("140100000001", "140100000077"));
      expect(said()).toBe("✅ 名册已导入：新增 1，更新 0，不变 0。\n先前到的 2 笔订单，已归到这次新增的店铺。");
      expect(bot.db.select().from(orders).all()).toHaveLength(2);
    });
  });

  test("whose header lacks a column is told which one", async () => {
    await sendFile("licence_no,shop_name,district,route\n1,2,3,4\n");
    expect(said()).toContain("名册没有导入，请先改这些地方：\n第 1 行 · 电话：缺少这一列");
  });

  test.each([
    ["something else", "a,b\n1,2\n", "看不出这是名册、订货日历还是订单"],
    ["an empty file", "", "文件里没有内容"],
    ["only a header", "licence_no,shop_name,phone,district,route\n", "除了表头没有内容"],
  ])("that is %s is refused in words", async (_, text, answer) => {
    await sendFile(text);
    expect(said()).toContain(answer);
  });

  test("in English reads English", async () => {
    await sendFile(`${ROSTER}1,,,,\n`, { by: bot.person(ADMIN, { language: "en" }) });
    expect(said()).toContain(
      "Roster imported in part: 1 new, 0 changed, 0 unchanged, 1 row left out:\nRow 3 · licence number: is not 12 digits",
    );
  });

  test("of more than 20 MB is not even fetched", async () => {
    await sendFile(ROSTER, { file_size: 20 * 1024 * 1024 + 1 });
    expect(said()).toContain("超过 20 MB");
    expect(bot.calls.some(({ method }) => method === "getFile")).toBe(false);
  });

  test("that Telegram finds too big is told so", async () => {
    bot.refuse((method) => (method === "getFile" ? { error_code: 400, description: "Bad Request: file is too big" } : undefined));
    await sendFile(ROSTER);
    expect(said()).toContain("20 MB");
  });

  test("that can not be fetched is asked for again", async () => {
    const english = bot.person(ADMIN, { language: "en" });
    await sendFile(ROSTER, { by: english });
    files.set("file-1", 404);
    bot.forget();
    const document = { file_id: "file-1", file_unique_id: "u", file_name: "roster.csv" };
    await english.send({ document });
    expect(said()).toContain("I could not get the file");
    bot.refuse((method) => (method === "getFile" ? { error_code: 400, description: "Bad Request: wrong file_id" } : undefined));
    await english.send({ document });
    expect(bot.textsTo(ADMIN)).toHaveLength(2);
    expect(bot.textsTo(ADMIN)[1]).toBe(bot.textsTo(ADMIN)[0]);
  });

  test("is tried again when Telegram does not answer", async () => {
    bot.refuse((method) => (method === "getFile" ? { error_code: 502, description: "Bad Gateway" } : undefined));
    await expect(sendFile(ROSTER)).rejects.toThrow("Bad Gateway");
  });
});

describe("other documents", () => {
  const picture = { name: "shop.jpg", mime_type: "image/jpeg" };

  test("after /import or with it as caption are told what can be imported", async () => {
    await sendFile("JFIF", { ...picture, caption: "/import" });
    expect(said()).toContain("请发 Excel 文件（.xlsx）或 CSV 文件");
    await admin.write("/import");
    await sendFile("JFIF", picture);
    expect(said()).toContain("请发 Excel 文件（.xlsx）或 CSV 文件");
  });

  test("without /import are not for import", async () => {
    await sendFile("JFIF", picture);
    expect(bot.textsTo(ADMIN).join()).not.toContain("CSV");
  });

  test("of anyone but an admin are not imported, whatever the caption", async () => {
    buildStaff(bot.db, 60, ["supervisor"]);
    await bot.person(60).write("/import");
    expect(said(60)).toBe("您没有这项权限。需要开通请联系管理员。");
    await sendFile(ROSTER, { by: bot.person(60), caption: "/import" });
    await sendFile(ROSTER, { by: bot.person(61) });
    expect(bot.db.select().from(retailers).all()).toEqual([]);
  });

  test("/import in a group leads to the private chat", async () => {
    await admin.write("/import", { id: -100, type: "supergroup", title: "群" });
    expect(said(-100)).toContain("导入请到私聊里办");
  });
});

describe("downloading", () => {
  test("keeps to its limit whatever size Telegram told", async () => {
    files.set("big", Buffer.alloc(2_000));
    await expect(downloadFile(bot.bot.api, "big", 1_999)).rejects.toMatchObject({ reason: "too_big" });
    expect((await downloadFile(bot.bot.api, "big", 2_000)).byteLength).toBe(2_000);
  });

  test("a fault never tells the token", async () => {
    files.set("gone", 500);
    const refused = await downloadFile(bot.bot.api, "gone").catch((error: unknown) => error as DownloadError);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const unreachable = await downloadFile(bot.bot.api, "gone").catch((error: unknown) => error as DownloadError);
    expect([refused, unreachable].map((error) => (error as DownloadError).reason)).toEqual(["refused", "unreachable"]);
    for (const error of [refused, unreachable] as DownloadError[]) {
      expect(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain("test-token");
    }
    server = createServer().listen(0);
  });
});
