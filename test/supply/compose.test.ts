import { afterEach, describe, expect, test } from "vitest";
import { AUTHOR, buttonsOf, FORUM } from "../posts/support.ts";
import { buildXlsx } from "../support/xlsx.ts";
import { GOODS, HEADER, startSupply, TAIL, type Supply } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

const panel = () => t.lastTo(AUTHOR).payload.text;
const draftsOf = () => t.posts().filter(({ state }) => state === "draft");

describe("a table of goods becomes a supply post", () => {
  test("after /post supply, and its preview is a table without anybody's quota", async () => {
    t = await startSupply();
    await t.author.write("/post supply");
    await t.sendTable(GOODS, { caption: "本周货源", caption_entities: [{ type: "bold", offset: 0, length: 2 }] });
    expect(t.goods()).toMatchObject([
      { position: 0, name: "红塔山(硬经典)", spec: "20支", wholesaleFen: 6_800, retailFen: 7_500 },
      { position: 1, wholesaleFen: 38_050, retailFen: 45_000 },
    ]);
    expect(t.goods()[1]!.quotas).toEqual([
      { from: 11, to: 20, cartons: 1 },
      { from: 21, to: 999, cartons: null },
    ]);
    const preview = t.calls.find(({ method }) => method === "sendRichMessage")!;
    const cell = (text: string, align: "left" | "right", isHeader: boolean) => ({
      text,
      align,
      valign: "middle",
      ...(isHeader ? { is_header: true } : {}),
    });
    const row = (cells: string[], isHeader = false) => cells.map((text, at) => cell(text, at < 2 ? "left" : "right", isHeader));
    expect(preview.payload).toMatchObject({
      chat_id: AUTHOR,
      protect_content: true,
      rich_message: {
        blocks: [
          { type: "paragraph", text: [{ type: "bold", text: "本周" }, "货源"] },
          {
            type: "table",
            cells: [
              row(["品名", "规格", "批发", "零售"], true),
              row(["红塔山(硬经典)", "20支", "68.00", "75.00"]),
              row(["中华(硬)", "20支", "380.50", "450.00"]),
            ],
          },
          { type: "paragraph", text: TAIL },
        ],
      },
    });
    expect(panel()).toContain("货源表：2 种商品");
    expect(buttonsOf(t.lastTo(AUTHOR)).some((data) => data.startsWith("post:send:"))).toBe(true);
    expect(buttonsOf(t.lastTo(AUTHOR)).some((data) => data.startsWith("post:move:"))).toBe(false);
  });

  test.each([
    ["with /post supply as its caption", (s: Supply) => s.sendTable(GOODS, { caption: "/post supply 本周" })],
    ["unasked, since it is a table of goods", (s: Supply) => s.sendTable(GOODS, { caption: "本周" })],
    [
      "by a reply to it",
      async (s: Supply) => {
        const message = await s.sendTable("a,b\n", { caption: "本周" });
        await s.author.write("/post supply", undefined, {
          reply_to_message: { ...message, ...s.document(GOODS), from: s.author.from },
        });
      },
    ],
    [
      "by a reply and a tap on the column",
      async (s: Supply) => {
        const message = await s.sendTable("a,b\n", { caption: "本周" });
        await s.author.write("/post", undefined, { reply_to_message: { ...message, ...s.document(GOODS), from: s.author.from } });
        await s.author.press("post:column:supply");
      },
    ],
    [
      "as an Excel workbook",
      (s: Supply) =>
        s.sendTable(
          buildXlsx([
            ["品名", "批发价（元/条）", "建议零售价", 5, "6-10档"],
            ["中华(硬)", 380.5, 450, 1, 2],
            ["红塔山", 68, 75],
          ]),
          {
            name: "货源.xlsx",
            caption: "本周",
          },
        ),
    ],
  ])("%s", async (_, act) => {
    t = await startSupply();
    await act(t);
    expect(t.goods()).toHaveLength(2);
    expect(draftsOf()).toMatchObject([{ column: "supply", text: "本周" }]);
    expect(panel()).toContain("货源表：2 种商品");
  });

  test("sent into a draft that has words already keeps them, and a second table takes the first one's place", async () => {
    t = await startSupply();
    await t.draft("supply", "本周货源");
    await t.sendTable(GOODS);
    await t.sendTable(`${HEADER}\n大前门,20支,30,35,1,1,1\n`);
    expect(draftsOf()).toMatchObject([{ text: "本周货源" }]);
    expect(t.goods().map(({ name }) => name)).toEqual(["大前门"]);
    expect(draftsOf()[0]!.id).toBe(t.goods()[0]!.postId);
  });

  test("of an admin, whose other tables are imported", async () => {
    t = await startSupply();
    const admin = t.person(1);
    await admin.send(t.document(GOODS));
    expect(t.posts()).toMatchObject([{ authorId: 1, column: "supply" }]);
    await admin.send({ ...t.document("licence_no,shop_name,phone,district,route\n"), reply_markup: undefined });
    expect(t.lastTo(1).payload.text).toContain("除了表头没有内容");
    await admin.write("/post policy");
    await admin.send({ ...t.document("licence_no,shop_name,phone,district,route\n"), caption: "表样" });
    expect(t.posts()).toMatchObject([{}, { column: "policy", text: "表样" }]);
  });

  test("corrected by editing the message, is read anew", async () => {
    t = await startSupply();
    const message = await t.sendTable(GOODS, { caption: "旧" });
    const edited = { ...message, ...t.document(`${HEADER}\n大前门,20支,30,35,1,1,1\n`), caption: "新", edit_date: 1 };
    await t.update({ edited_message: edited as never });
    expect(draftsOf()).toMatchObject([{ text: "新" }]);
    expect(t.goods().map(({ name }) => name)).toEqual(["大前门"]);
  });

  test("reads in English for an English author", async () => {
    t = await startSupply({ language: "en", isOld: true });
    await t.sendTable("name,spec,wholesale price,suggested retail,quota 1-10,quota 11+\nHongta,20s,68,75,1,unlimited\n");
    expect(t.tablesTo(AUTHOR)).toEqual(["Name   Spec Trade Retail\nHongta 20s     68     75"]);
    expect(panel()).toContain("Supply table: 1 goods");
    expect(t.goods()[0]!.quotas).toEqual([
      { from: 1, to: 10, cartons: 1 },
      { from: 11, to: 999, cartons: null },
    ]);
  });
});

describe("a table with broken lines", () => {
  const BROKEN = `${GOODS},20支,10,12,1,1,1\n大前门,20支,便宜,35,1,很多,1\n中华(硬),20支,390,450,,1,1\n`;

  test("is not taken before its author has seen which ones; then the good part is", async () => {
    t = await startSupply();
    await t.sendTable(BROKEN);
    expect(t.goods()).toEqual([]);
    expect(t.lastTo(AUTHOR).payload.text).toBe(
      [
        "⚠️ 有 3 行看不懂，另外 2 行没有问题：",
        "第 3 行 · 整行：后面又有同一种商品，以后面的为准",
        "第 4 行 · 品名：没有填",
        "第 5 行 · 批发价：不是价格（元，最多到分）",
        "第 5 行 · 11-20 档限量：不是条数，也不是“不限”",
        "只用没有问题的 2 行，还是改好后把文件再发一次？",
      ].join("\n"),
    );
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual(["post:good", "post:cancel"]);
    await t.author.press("post:good");
    expect(t.goods().map(({ name, wholesaleFen }) => [name, wholesaleFen])).toEqual([
      ["红塔山(硬经典)", 6_800],
      ["中华(硬)", 39_000],
    ]);
    await t.author.press("post:good");
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    expect(draftsOf()).toHaveLength(1);
  });

  test("corrected and sent again needs no answer", async () => {
    t = await startSupply();
    await t.sendTable(BROKEN);
    await t.sendTable(GOODS);
    expect(t.goods()).toHaveLength(2);
    await t.author.press("post:good");
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
  });

  test("leaves the draft it was sent into as it was until its author decides", async () => {
    t = await startSupply();
    await t.sendTable(GOODS, { caption: "本周" });
    await t.sendTable(`${HEADER}\n大前门,20支,30,35,1,1,1\n坏,20支,x,35,1,1,1\n`);
    expect(t.goods()).toHaveLength(2);
    await t.author.press("post:good");
    expect(t.goods().map(({ name }) => name)).toEqual(["大前门"]);
    expect(draftsOf()).toMatchObject([{ text: "本周" }]);
  });

  test("can be given up", async () => {
    t = await startSupply();
    await t.sendTable(BROKEN);
    await t.author.press("post:cancel");
    await t.author.press("post:good");
    expect(t.goods()).toEqual([]);
    expect(t.posts()).toEqual([]);
  });
});

describe("a file that is no table of goods", () => {
  const many = Array.from({ length: 501 }, (_, at) => `商品${at},20支,10,12,1,1,1`).join("\n");
  test.each([
    ["without a price column", "品名,规格\n中华,20支\n", "第 1 行 · 批发价：缺少这一列"],
    ["with a column twice", "品名,批发价,1-5档,5档\n中华,380,1,1\n", "5 档限量：这一列出现了两次"],
    ["with a header only", `${HEADER}\n`, "除了表头没有内容"],
    ["with no good line", `${HEADER}\n,,,,,,\n中华,20支,x,1,1,1,1\n`, "第 3 行 · 批发价：不是价格"],
    ["with too many lines", `${HEADER}\n${many}\n`, "第 502 行 · 整行：一份表最多 500 行"],
    ["that is empty", "", "没有内容"],
    ["that is a damaged workbook", "PK\u0003\u0004", "打不开，可能已经损坏"],
  ])("(%s) is refused in words and changes nothing", async (_, content, answer) => {
    t = await startSupply();
    await t.sendTable(GOODS, { caption: "本周" });
    const before = { goods: t.goods(), posts: t.posts() };
    await t.sendTable(content, { caption: "/post supply" });
    expect(t.lastTo(AUTHOR).payload.text).toContain(answer);
    await t.sendTable(content);
    expect(t.lastTo(AUTHOR).payload.text).toContain(answer);
    expect({ goods: t.goods(), posts: t.posts() }).toEqual(before);
  });

  test("names the columns that it did not understand", async () => {
    t = await startSupply();
    await t.sendTable("品名,批发价,备注,2026-01-05\n中华,380,x,1\n");
    expect(t.textsTo(AUTHOR)[0]).toBe("没有采用的列：备注、2026-01-05。档位的限量请写成“5档”或“1-5档”。");
    expect(t.goods()).toMatchObject([{ quotas: [] }]);
  });

  test("is nothing to the bot when it comes unasked from an author, and any table from someone who may not post", async () => {
    t = await startSupply();
    await t.sendTable("a,b\n1,2\n");
    expect(t.posts()).toEqual([]);
    await t.person(70).send(t.document(GOODS));
    expect(t.posts()).toEqual([]);
    await t.person(70).send({ ...t.document(GOODS), caption: "/post supply" });
    expect(t.posts()).toEqual([]);
    expect(t.textsTo(FORUM)).toEqual([]);
  });
});
