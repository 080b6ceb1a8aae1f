import { afterEach, expect, test } from "vitest";
import { shopPeople } from "../../db/retailers.tables.ts";
import { createPost, sendPost } from "../../src/posts/service.ts";
import { AUTHOR, oneText } from "../posts/support.ts";
import { buildDistrict, buildGroup, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";
import { startSupply, WARNING, type Supply } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

const [SHOP, WRITER] = [60, 55];

async function postTable(content: string): Promise<void> {
  await t.sendTable(content, { caption: "本周货源" });
  await t.author.press(`post:send:${t.posts().at(-1)!.id}`);
}

async function post(text: string, authorId = AUTHOR): Promise<void> {
  const draft = await createPost(t.deps, { authorId, column: "supply", ...oneText(text) });
  if (draft.ok) await sendPost(t.deps, draft.post.id, authorId);
}

/** Shops of groups 5 (East) and 15 (West), and a broadcaster of West beside East's. */
async function startTwo() {
  t = await startSupply({ isOld: true });
  const far = buildRoute(t.db, { districtId: buildDistrict(t.db, "城西区").id, code: "R201" });
  buildGroup(t.db, { districtId: far.districtId, routeId: far.id });
  buildStaff(t.db, WRITER, ["broadcaster"], { districtId: far.districtId });
  buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id, supplyGroup: 5, shopName: "东店" }).id, SHOP);
  const second = buildRetailer(t.db, { routeId: far.id, supplyGroup: 15, shopName: "西店" });
  t.db.insert(shopPeople).values({ retailerId: second.id, personId: SHOP, how: "contact", linkedAt: 0 }).run();
  return t.person(SHOP);
}

test("someone with shops in two districts: a district's table shows the quotas of its own shops only", async () => {
  const shop = await startTwo();
  await postTable("品名,批发价,1-10档,11-20档\n中华,380,7,99\n");
  await shop.write("/supply");
  expect(t.textsTo(SHOP).filter((text) => text.includes("档"))).toEqual([expect.stringContaining("「东店」是 5 档")]);
  expect(t.tablesTo(SHOP)).toHaveLength(1);
});

test("shows the latest of each, not only of the district that posted last", async () => {
  const shop = await startTwo();
  await postTable("品名,批发价,1-10档,11-20档\n中华,380,7,99\n");
  t.advance(60_000);
  await post("西区补货", WRITER);
  await shop.write("/supply");
  expect(t.textsTo(SHOP)).toEqual([
    expect.stringContaining("09:01 发布的货源信息"),
    `西区补货\n\n${WARNING}`,
    expect.stringContaining("「东店」是 5 档"),
    expect.stringContaining("中华"),
  ]);
});

test("is found behind whatever the other districts have posted since", async () => {
  const shop = await startTwo();
  await post("东区货源");
  t.db.run("UPDATE retailers SET status = 'closed' WHERE shop_name = '西店'");
  for (let at = 0; at < 101; at += 1) await post(`西区 ${at}`, WRITER);
  await shop.write("/supply");
  expect(t.textsTo(SHOP).join()).toContain("东区货源");
});
