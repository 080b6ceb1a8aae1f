import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildDistrict, buildGroup, buildPerson, buildRetailer, buildRoute, buildShopPerson } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

const WEST_GROUP = -1_001_000_000_201;
const [OWNER, CLERK, FAR, LONELY] = [201, 202, 203, 204];

let t: Posting;
let west: ReturnType<typeof buildDistrict>;

/**
 * East has the route R101 with a group: a gold shop of an owner and a clerk. West has R201 with a group and R202 without one: a silver and a
 * rural shop. The owner has a second shop in West.
 */
beforeEach(async () => {
  t = await startPosting();
  // Writes for the whole company.
  t.db.update(staff).set({ districtId: null }).where(eq(staff.personId, AUTHOR)).run();
  west = buildDistrict(t.db, "城西区");
  const far = buildRoute(t.db, { code: "R201", districtId: west.id });
  const lonely = buildRoute(t.db, { code: "R202", districtId: west.id });
  buildGroup(t.db, { districtId: west.id, routeId: far.id, chatId: WEST_GROUP, title: "R201 群", isForum: false });
  const shop = buildRetailer(t.db, {
    routeId: t.route.id,
    licenceNo: "140100000001",
    tier: "金",
    businessType: "convenience_store",
    area: "urban",
  });
  buildShopPerson(t.db, shop.id, OWNER);
  buildShopPerson(t.db, shop.id, CLERK);
  const second = buildRetailer(t.db, { routeId: far.id, licenceNo: "140100000002", tier: "银", businessType: "grocery", area: "urban" });
  buildShopPerson(t.db, second.id, FAR);
  const third = buildRetailer(t.db, { routeId: lonely.id, licenceNo: "140100000003", tier: "银", businessType: "grocery", area: "rural" });
  buildShopPerson(t.db, third.id, LONELY);
  // One owner, two shops, two districts.
  buildSecondShop(second.id);
});
afterEach(() => t.close());

function buildSecondShop(retailerId: number): void {
  t.db.run(`INSERT INTO shop_people (retailer_id, person_id, how, linked_at) VALUES (${retailerId}, ${OWNER}, 'contact', 0)`);
}

/** An announcement with these taps on its audience. */
async function announce(taps: readonly string[]): Promise<number> {
  await t.author.write("/announce 停电通知");
  const { id } = t.posts().at(-1)!;
  for (const tap of taps) await t.author.press(`post:${tap.replace("$", String(id))}`);
  return id;
}

/** Taps the choice with that label in an open list. */
async function choose(label: string): Promise<void> {
  const { payload } = t.lastTo(AUTHOR);
  const markup = payload["reply_markup"] as { inline_keyboard: { text: string; callback_data: string }[][] };
  const found = markup.inline_keyboard.flat().find(({ text }) => text.includes(label));
  if (!found) throw new Error(`no choice ${label}`);
  await t.author.press(found.callback_data);
}

async function reached(id: number): Promise<number[]> {
  await t.author.press(`post:send:${id}`);
  t.forget();
  await t.deliver();
  return [FORUM, WEST_GROUP, OWNER, CLERK, FAR, LONELY].filter((chatId) => t.textsTo(chatId).length > 0);
}

describe("who gets an announcement", () => {
  test("everyone: each group and each person once, also with shops in two districts", async () => {
    const id = await announce([]);
    expect(t.lastTo(AUTHOR).payload.text).toContain("发给：全部零售客户群；私聊全部已验证的人\n现在有 2 个群，私聊 4 人");
    expect(await reached(id)).toEqual([FORUM, WEST_GROUP, OWNER, CLERK, FAR, LONELY]);
    expect(t.textsTo(OWNER)).toEqual(["停电通知"]);
  });

  test("a district's people, without groups", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:pd:0"]);
    await choose("城西区");
    expect(t.lastTo(AUTHOR).payload.text).toContain("私聊 城西区\n现在有 3 人");
    expect(await reached(id)).toEqual([OWNER, FAR, LONELY]);
  });

  test("a route's group and another district's people add up", async () => {
    const id = await announce(["aud:$:gr:0"]);
    await choose("R101");
    await t.author.press(`post:aud:${id}:pr:0`);
    await choose("R202");
    expect(await reached(id)).toEqual([FORUM, LONELY]);
  });

  test.each([
    ["pt", "银", [OWNER, FAR, LONELY]],
    ["pb", "便利店", [OWNER, CLERK]],
    ["pa", "乡村", [LONELY]],
  ] as const)("people of a star tier, a business type, an area (%s)", async (list, label, expected) => {
    const id = await announce(["aud:$:nogroups", `aud:$:${list}:0`]);
    await choose(label);
    expect(await reached(id)).toEqual(expected);
  });

  test("lists restrict each other, and a second tap takes a choice away", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:pt:0"]);
    await choose("银");
    await t.author.press(`post:aud:${id}:pa:0`);
    await choose("城镇");
    expect(t.lastTo(AUTHOR).payload.text).toContain("2 人");
    await choose("城镇");
    expect(t.lastTo(AUTHOR).payload.text).toContain("3 人");
    expect(await reached(id)).toEqual([OWNER, FAR, LONELY]);
  });

  test("a tap that is handled twice, or a list that has grown meanwhile, ticks what was tapped", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:pr:0"]);
    const markup = t.lastTo(AUTHOR).payload["reply_markup"] as { inline_keyboard: { text: string; callback_data: string }[][] };
    const { callback_data: data } = markup.inline_keyboard.flat().find(({ text }) => text.includes("R202"))!;
    // Comes before the others in the list.
    buildRoute(t.db, { code: "R100", districtId: t.district.id });
    await t.author.press(data);
    await t.author.press(data);
    expect(t.lastTo(AUTHOR).payload.text).toContain("私聊 R202\n现在有 1 人");
    expect(await reached(id)).toEqual([LONELY]);
  });

  test("whose last tick is taken away is nobody, not everyone", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:nopeople"]);
    for (const list of ["pr", "gr"]) {
      await t.author.press(`post:aud:${id}:${list}:0`);
      await choose("R202");
      await choose("R202");
    }
    await t.author.press(`post:aud:${id}:nogroup`);
    await t.author.press(`post:aud:${id}:ingroup`);
    expect(t.posts()[0]!.audience).toMatchObject({ groups: null, people: null });
  });

  test("a choice that is there no more, or a forged one, changes nothing", async () => {
    const id = await announce([]);
    for (const data of ["pr:0:999:1", "pr:0:1", "pr:0:1:2", "px:0:1:1", "pt:0::1"]) {
      await t.author.press(`post:pick:${id}:${data}`);
      expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    }
    expect(t.posts()[0]!.audience.people).toMatchObject({ routeIds: [], tiers: [] });
  });

  test("shops that no group is linked for", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:nogroup"]);
    expect(await reached(id)).toEqual([LONELY]);
  });

  test("a list of licences, and then not every group too; numbers that are not in the roster are named and left out", async () => {
    const id = await announce(["aud:$:licences"]);
    t.forget();
    await t.author.write("140100000003，１４０１００００００９９\n140100000003");
    expect(t.textsTo(AUTHOR)[0]).toBe("⚠️ 有 1 个号码不在名册里，没有采用：140100000099");
    expect(t.textsTo(AUTHOR)[1]).toContain("私聊 名单 1 户\n现在有 1 人");
    expect(await reached(id)).toEqual([LONELY]);
  });

  test("twelve digits inside a longer number are no licence", async () => {
    await announce(["aud:$:licences"]);
    await t.author.write("91140100000003X 1401000000031");
    expect(t.lastTo(AUTHOR).payload.text).toContain("没有认得的许可证号");
  });

  test("who writes for a district chooses from its shops: counts, and licences of others are named as left out", async () => {
    t.db.update(staff).set({ districtId: west.id }).where(eq(staff.personId, AUTHOR)).run();
    const id = await announce(["aud:$:pt:0"]);
    const labels = JSON.stringify(t.lastTo(AUTHOR).payload["reply_markup"]);
    expect(labels).toContain("银 · 2");
    expect(labels).not.toContain("金 ·");
    await t.author.press(`post:aud:${id}:licences`);
    t.forget();
    await t.author.write("140100000001 140100000003");
    expect(t.textsTo(AUTHOR)[0]).toBe("⚠️ 有 1 个号码不在您这个区的名册里，没有采用：140100000001");
    expect(await reached(id)).toEqual([LONELY]);
  });

  test("a list without any known licence changes nothing and is asked for again", async () => {
    const id = await announce(["aud:$:licences"]);
    await t.author.write("没有号码");
    expect(t.lastTo(AUTHOR).payload.text).toContain("没有认得的许可证号");
    expect(t.posts()[0]!.audience.people).toMatchObject({ licences: [] });
    await t.author.write("140100000001");
    expect(t.posts()[0]!.audience.people).toMatchObject({ licences: ["140100000001"] });
    expect(id).toBe(1);
  });

  test("nobody: there is no Send, an old one is refused, and the draft stays", async () => {
    const id = await announce(["aud:$:nogroups", "aud:$:nopeople", "show:$"]);
    expect(buttonsOf(t.lastTo(AUTHOR))).not.toContain(`post:send:${id}`);
    await t.author.press(`post:send:${id}`);
    expect(t.alerts().at(-1)).toContain("草稿给您留着");
    expect(t.posts()[0]!.state).toBe("draft");
  });

  test("people none of whom can be written to: no Send, and it is said", async () => {
    t.db.update(people).set({ unreachable: "blocked" }).run();
    const id = await announce(["aud:$:nogroups", "show:$"]);
    expect(t.lastTo(AUTHOR).payload.text).toContain(
      "现在有 4 人\n其中 4 人私聊联系不上（从没跟我说过话，或拉黑了我）。\n⚠️ 现在没有可以发的群",
    );
    expect(buttonsOf(t.lastTo(AUTHOR))).not.toContain(`post:send:${id}`);
  });

  test("who wrote for a district reaches that district only, whatever is chosen", async () => {
    t.db.update(staff).set({ districtId: t.district.id }).where(eq(staff.personId, AUTHOR)).run();
    const id = await announce(["aud:$:gd:0"]);
    expect(() => buttonsOf(t.lastTo(AUTHOR))).not.toThrow();
    expect(JSON.stringify(t.lastTo(AUTHOR).payload["reply_markup"])).not.toContain("城西区");
    expect(await reached(id)).toEqual([FORUM, OWNER, CLERK]);
  });

  test("is decided when sending starts; who is no longer verified when their turn comes gets nothing, and the author learns it", async () => {
    const id = await announce(["aud:$:nogroups"]);
    await t.author.press(`post:send:${id}`);
    t.db.update(retailers).set({ status: "closed" }).where(eq(retailers.licenceNo, "140100000003")).run();
    buildPerson(t.db, 299);
    t.forget();
    for (let round = 0; round < 3; round += 1) {
      await t.deliver();
      t.advance(3_000);
    }
    expect([t.textsTo(LONELY), t.textsTo(299)]).toEqual([[], []]);
    expect(t.newsTo(AUTHOR).at(-1)).toContain("已不是在用店铺的人");
  });

  test("people who never wrote to the bot, or blocked it, are counted as unreachable from the start", async () => {
    t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, FAR)).run();
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, LONELY)).run();
    const id = await announce(["aud:$:nogroups"]);
    // Before sending, too: four are meant, and two get it.
    expect(t.lastTo(AUTHOR).payload.text).toContain("现在有 4 人\n其中 2 人私聊联系不上");
    expect(await reached(id)).toEqual([OWNER, CLERK]);
    t.advance(3_000);
    await t.deliver();
    expect(t.textsTo(AUTHOR).find((text) => text.includes("联系不上 2"))).toBeDefined();
  });
});
