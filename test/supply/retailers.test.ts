import { eq } from "drizzle-orm";
import { staff } from "../../db/staff.tables.ts";
import { afterEach, describe, expect, test } from "vitest";
import { createPost, sendPost } from "../../src/posts/service.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";
import { AUTHOR, FORUM, oneText } from "../posts/support.ts";
import { GOODS, startSupply, WARNING, type Supply } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

const DAY_MS = 24 * 60 * 60 * 1_000;
const SHOP = 60;

/** Someone with shops in these supply groups. */
function shopkeeper(
  groups: (number | null)[],
  { id = SHOP, routeId = t.route.id, language = "zh" }: { id?: number; routeId?: number; language?: "zh" | "en" } = {},
) {
  for (const [at, supplyGroup] of groups.entries()) {
    const shop = buildRetailer(t.db, { routeId, supplyGroup, shopName: `店${at + 1}`, licenceNo: `1401000${id}00${at}`.slice(0, 12) });
    buildShopPerson(t.db, shop.id, id, { clientLanguage: language });
  }
  return t.person(id, { language });
}

async function postTable(content = GOODS): Promise<void> {
  await t.sendTable(content, { caption: "本周货源" });
  await t.author.press(`post:send:${t.posts().at(-1)!.id}`);
}

async function post(column: "supply" | "products", text: string, { photo = null as string | null, authorId = AUTHOR } = {}): Promise<void> {
  const draft = await createPost(t.deps, { authorId, column, ...oneText(text, photo) });
  if (draft.ok) await sendPost(t.deps, draft.post.id, authorId);
}

describe("/supply of a retailer", () => {
  test("shows the table with the quotas of the own supply group and no other", async () => {
    t = await startSupply({ isOld: true });
    const shop = shopkeeper([15]);
    await postTable();
    await shop.write("/supply");
    expect(t.textsTo(SHOP)[0]).toBe("📋 今天 09:00 发布的货源信息：\n「店1」是 15 档，「限量」一栏是每种商品最多订几条：");
    expect(t.tablesTo(SHOP)).toEqual([
      "品名 规格\n                限量   批发   零售\n红塔山(硬经典) 20支\n                   2  68.00  75.00\n中华(硬) 20支\n                   1 380.50 450.00",
    ]);
    expect(t.textsTo(SHOP).at(-1)).toContain(WARNING);
    expect(t.lastTo(SHOP).payload["protect_content"]).toBe(true);
  });

  test("as a rich table where the server has them, in the reader's language", async () => {
    t = await startSupply();
    const shop = shopkeeper([25], { language: "en" });
    await postTable();
    await shop.write("/supply");
    expect(t.textsTo(SHOP)[0]).toContain("“店1” is in supply group 25; “Quota” is the most of each item, in cartons:");
    const { blocks } = t.lastTo(SHOP).payload["rich_message"] as { blocks: { cells?: { text: string }[][] }[] };
    expect(blocks[1]!.cells!.map((row) => row.map(({ text }) => text))).toEqual([
      ["Name", "Spec", "Quota", "Trade", "Retail"],
      ["红塔山(硬经典)", "20支", "5", "68.00", "75.00"],
      ["中华(硬)", "20支", "any", "380.50", "450.00"],
    ]);
  });

  test("names the shops of someone with several, once for each supply group", async () => {
    t = await startSupply({ isOld: true });
    const shop = shopkeeper([5, 15, 5, null]);
    await postTable();
    await shop.write("/supply");
    const texts = t.textsTo(SHOP);
    expect(texts.filter((text) => text.includes("档"))).toEqual([
      expect.stringContaining("「店1、店3」是 5 档"),
      expect.stringContaining("「店2」是 15 档"),
      expect.stringContaining("「店4」在名册里没有档位，看不到限量"),
    ]);
    const quotas = t
      .tablesTo(SHOP)
      .map((table) => [...table.matchAll(/(?:^| )(?:(\d+|—|不限) +)?\d+\.\d\d +\d+\.\d\d$/gm)].map(([, quota = ""]) => quota));
    expect(quotas).toEqual([
      ["1", "—"],
      ["2", "1"],
      ["", ""],
    ]);
  });

  test("by a retailer never tells the quotas of another group, whatever is asked", async () => {
    t = await startSupply({ isOld: true });
    const shop = shopkeeper([5]);
    await postTable("品名,批发价,1-10档,11-20档\n中华,380,7,99\n");
    for (const text of ["/supply 15", "/supply 11-20", "📋 货源信息", "/start supply"]) await shop.write(text);
    expect(t.tablesTo(SHOP)).toHaveLength(4);
    expect(t.textsTo(SHOP).join()).not.toContain("99");
  });

  test("shows the latest words too, when the latest table is older, and forgets a table after a fortnight", async () => {
    t = await startSupply({ isOld: true });
    const shop = shopkeeper([5]);
    await postTable();
    t.advance(DAY_MS);
    await post("supply", "今天补货");
    await shop.write("/supply");
    expect(t.textsTo(SHOP).map((text) => text.split("\n")[0])).toEqual([
      "📋 今天 09:00 发布的货源信息：",
      "今天补货",
      expect.stringContaining("09:00 发布的货源信息："),
      "本周货源",
    ]);
    t.forget();
    t.advance(13 * DAY_MS + 1);
    await shop.write("/supply");
    expect(t.tablesTo(SHOP)).toEqual([]);
    expect(t.textsTo(SHOP).join()).toContain("今天补货");
  });

  test("leaves out what was posted for another district", async () => {
    t = await startSupply();
    const west = buildDistrict(t.db, "城西区");
    const stranger = shopkeeper([5], { id: 61, routeId: buildRoute(t.db, { districtId: west.id, code: "R201" }).id });
    await postTable();
    await post("products", "新品");
    await stranger.write("/supply");
    await stranger.write("/newproducts");
    expect(t.textsTo(61)).toEqual([expect.stringContaining("最近两周没有新的货源信息"), expect.stringContaining("没有新品推介")]);
  });

  test("in a group points to the private chat and shows neither table nor quota", async () => {
    t = await startSupply();
    const shop = shopkeeper([5]);
    await postTable();
    const chat = { id: FORUM, type: "supergroup", title: "R101 群", is_forum: true };
    for (const command of ["supply", "newproducts"]) {
      await shop.write(`/${command}`, chat);
      expect(t.lastTo(FORUM)).toMatchObject({
        method: "sendMessage",
        payload: {
          text: expect.stringContaining(`到我的私聊发 /${command}`),
          reply_markup: { inline_keyboard: [[{ text: "打开私聊", url: `https://t.me/tongzhou_bot?start=${command}` }]] },
        },
      });
    }
  });
});

test("/supply shows a district's news to its own shops alone, also when its author has left or moved since", async () => {
  t = await startSupply({ isOld: true });
  const far = buildRoute(t.db, { districtId: buildDistrict(t.db, "城西区").id, code: "R201" });
  const [near, other] = [shopkeeper([15]), shopkeeper([15], { id: 61, routeId: far.id })];
  await postTable();
  const reads = async (shop: typeof near) => {
    t.forget();
    await shop.write("/supply");
    return t.tablesTo(shop.id).length > 0;
  };
  for (const change of [{ districtId: far.districtId }, { removedAt: 1, personId: null }]) {
    t.db.update(staff).set(change).where(eq(staff.personId, AUTHOR)).run();
    expect([await reads(near), await reads(other)]).toEqual([true, false]);
  }
});

describe("/supply of staff", () => {
  test("shows what the groups saw, and the quotas of a supply group that is asked for", async () => {
    t = await startSupply({ isOld: true });
    buildStaff(t.db, 71, ["service_desk"], { districtId: t.district.id });
    await postTable("品名,批发价,1-10档,11-20档\n中华,380,7,99\n");
    await t.person(71).write("/supply");
    await t.person(71).write("/supply 12档");
    expect(t.textsTo(71)[0]).toContain("请发 /supply 加档位，如 /supply 12");
    expect(t.tablesTo(71)).toEqual(["品名 批发\n中华  380", "品名 限量 批发\n中华   99  380"]);
  });

  test("is none of an industrial enterprise's", async () => {
    t = await startSupply({ isOld: true });
    buildStaff(t.db, 72, ["brand_partner"], { districtId: t.district.id });
    await postTable("品名,批发价,1-10档\n中华,380,7\n");
    await t.person(72).write("/supply 5");
    expect(t.textsTo(72)).toEqual(["这是零售客户用的功能。您可用的命令请发 /help 查看。"]);
  });
});

describe("/newproducts", () => {
  test("shows the promos of thirty days with their photos, newest first, five at most", async () => {
    t = await startSupply();
    const shop = shopkeeper([5]);
    await post("products", "太旧的新品");
    t.advance(DAY_MS);
    for (let at = 1; at <= 6; at += 1) {
      t.advance(60_000);
      await post("products", `新品${at},批发 ${at}00 元`, { photo: `photo-${at}` });
    }
    t.advance(29 * DAY_MS);
    await shop.write("/newproducts");
    const [head, ...shown] = t.calls.filter(({ payload }) => payload.chat_id === SHOP);
    expect(head!.payload.text).toBe("🆕 最近 30 天有 6 个新品推介，下面是最新的 5 个：");
    expect(shown.map(({ method, payload }) => [method, payload["photo"]])).toEqual(
      [6, 5, 4, 3, 2].map((at) => ["sendPhoto", `photo-${at}`]),
    );
    expect(shown[0]!.payload["caption"]).toBe(`新品6,批发 600 元\n\n${WARNING}`);
    expect(shown.every(({ payload }) => payload["protect_content"] === true)).toBe(true);
  });

  test.each([
    ["zh", "最近 30 天没有新品推介。有了会发在群里的「新品推介」栏目"],
    ["en", "No new products in the last 30 days."],
  ] as const)("without any in %s says where they come and what else can be done", async (language, answer) => {
    t = await startSupply();
    await shopkeeper([5], { language }).write("/newproducts");
    expect(t.textsTo(SHOP)).toEqual([expect.stringContaining(answer)]);
    expect(t.textsTo(SHOP)[0]).toContain("/supply");
  });

  test("leaves out drafts, and what is no longer valid by its own option", async () => {
    t = await startSupply();
    const shop = shopkeeper([5], { language: "en" });
    await createPost(t.deps, { authorId: AUTHOR, column: "products", ...oneText("草稿") });
    await post("products", "还新");
    await t.draft("products", "限时");
    const { id } = t.posts().at(-1)!;
    await t.author.press(`post:valid:${id}:1`);
    await t.author.press(`post:send:${id}`);
    t.advance(3 * 60 * 60 * 1_000);
    await shop.write("/newproducts");
    expect(t.textsTo(SHOP)).toEqual(["🆕 1 new product in the last 30 days, newest first:", expect.stringContaining("还新")]);
  });

  test("is not for strangers, by command or by link", async () => {
    t = await startSupply();
    await post("products", "新品");
    for (const text of ["/newproducts", "/start newproducts", "/start supply"]) await t.person(80).write(text);
    expect(t.textsTo(80).join()).not.toContain("新品\n");
    expect(t.textsTo(80)).toHaveLength(3);
  });
});
