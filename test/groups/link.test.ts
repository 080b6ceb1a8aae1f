import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { groups, groupTopics } from "../../db/groups.tables.ts";
import { linkGroup, setGroupLocale } from "../../src/groups/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildRoute, buildStaff } from "../support/build.ts";
import { buttonsOf } from "../posts/support.ts";

const ADMIN = 1;
const CHAT = { id: -1_001_000_000_001, type: "supergroup" as const, title: "东城烟友", is_forum: true as const };
const PLAIN = { id: -500, type: "group" as const, title: "小群" };

let t: TestBot;
let district: ReturnType<typeof buildDistrict>;
let route: ReturnType<typeof buildRoute>;
beforeEach(async () => {
  t = await startTestBot();
  district = buildDistrict(t.db, "城东区");
  route = buildRoute(t.db, { code: "R101", districtId: district.id });
});
afterEach(() => t.close());

const admin = (language = "zh") => t.person(ADMIN, { language });
const rows = () => t.db.select().from(groups).all();
const lastIn = (chat: { id: number }) => t.calls.filter(({ payload }) => payload.chat_id === chat.id).at(-1)!;
const alerts = () => t.calls.filter(({ method }) => method === "answerCallbackQuery").map(({ payload }) => payload.text);

describe("linking a group", () => {
  test("/group, a route: the group is linked and its five topics are made", async () => {
    await admin().write("/group", CHAT);
    expect(lastIn(CHAT).payload.text).toBe("「东城烟友」还没有接入。这个群给谁用？");
    await admin().press("group:pick:route:0", { chat: CHAT });
    expect(buttonsOf(lastIn(CHAT))).toContain(`group:set:route:${route.id}`);
    await admin().press(`group:set:route:${route.id}`, { chat: CHAT });
    expect(rows()).toMatchObject([
      {
        chatId: CHAT.id,
        title: "东城烟友",
        kind: "retailers",
        districtId: district.id,
        routeId: route.id,
        isForum: true,
        locale: "zh",
        state: "active",
      },
    ]);
    expect(t.calls.filter(({ method }) => method === "createForumTopic").map(({ payload }) => payload["name"])).toEqual([
      "货源信息",
      "功能终端",
      "新品推介",
      "客户培训",
      "政策通知",
    ]);
    expect(lastIn(CHAT).payload.text).toBe(
      "✅ 本群已接入：R101 线路零售客户群（城东区）\n栏目话题：货源信息、功能终端、新品推介、客户培训、政策通知\n" +
        "⚠️ 货源信息和新品推介还不会发到本群：这些只能给持证零售客户看。\n群里没有其他人的话，请点第一个按钮确认，只需一次。\n语言：中文",
    );
  });

  test("the same in English, for a whole district, in a plain group", async () => {
    await admin("en").write("/group", PLAIN);
    expect(lastIn(PLAIN).payload.text).toBe("“小群” is not linked yet. Who is this group for?");
    await admin("en").press(`group:set:district:${district.id}`, { chat: PLAIN });
    expect(rows()).toMatchObject([{ kind: "retailers", routeId: null, isForum: false, locale: "en" }]);
    expect(lastIn(PLAIN).payload.text).toContain("by hashtag): #SupplyInformation #FunctionalTerminals");
    expect(t.calls.some(({ method }) => method === "createForumTopic")).toBe(false);
  });

  test("a desk group needs no columns", async () => {
    await admin().press(`group:set:desk:${district.id}`, { chat: CHAT });
    expect(rows()).toMatchObject([{ kind: "desk", routeId: null }]);
    expect(lastIn(CHAT).payload.text).toContain("城东区在线客服群");
    expect(t.db.select().from(groupTopics).all()).toEqual([]);
  });

  test("a second desk of a district is refused with the name of the first", async () => {
    buildGroup(t.db, { districtId: district.id, kind: "desk", title: "老客服群" });
    await admin().press(`group:set:desk:${district.id}`, { chat: CHAT });
    expect(alerts()).toEqual(["这个区的在线客服群已经是「老客服群」。要换群，请先在那个群里发 /group 取消接入。"]);
    expect(rows()).toHaveLength(1);
  });

  test("without the right to manage topics it says what to do, and makes them once the right is there", async () => {
    let hasRight = false;
    t.refuse((method) =>
      method === "createForumTopic" && !hasRight ? { error_code: 400, description: "Bad Request: not enough rights" } : undefined,
    );
    await admin().press(`group:set:route:${route.id}`, { chat: CHAT });
    expect(lastIn(CHAT).payload.text).toContain("请把我设为管理员并打开“管理话题”");
    hasRight = true;
    await admin().write("/group", CHAT);
    expect(lastIn(CHAT).payload.text).toContain("栏目话题：货源信息、功能终端");
    expect(t.db.select().from(groupTopics).all()).toHaveLength(5);
  });

  test("a public group is linked with a warning", async () => {
    await admin().press(`group:set:route:${route.id}`, { chat: { ...CHAT, username: "open_shop" } });
    expect(rows()).toMatchObject([{ username: "open_shop" }]);
    expect(lastIn(CHAT).payload.text).toContain("⚠️ 这是公开群（@open_shop）");
  });

  test("many routes come in pages", async () => {
    for (let n = 0; n < 14; n++) buildRoute(t.db, { code: `R2${String(n).padStart(2, "0")}`, districtId: district.id });
    await admin().press("group:pick:route:0", { chat: CHAT });
    expect(buttonsOf(lastIn(CHAT)).filter((data) => data.startsWith("group:set"))).toHaveLength(10);
    await admin().press("group:pick:route:1", { chat: CHAT });
    expect(buttonsOf(lastIn(CHAT)).filter((data) => data.startsWith("group:set"))).toHaveLength(5);
    await admin().press("group:pick:route:99", { chat: CHAT });
    expect(buttonsOf(lastIn(CHAT))).toContain("group:pick:route:1");
  });

  test("before the roster is there it says to import it", async () => {
    t.db.run(sql`DELETE FROM routes`);
    await admin().press("group:pick:route:0", { chat: CHAT });
    expect(alerts()[0]).toContain("/import");
  });

  test("a place that is gone, a route of another district and a forged button change nothing", async () => {
    await admin().press("group:set:route:9999", { chat: CHAT });
    await admin().press("group:set:desk:x", { chat: CHAT });
    expect(alerts()).toEqual([expect.stringContaining("已经不在资料里"), expect.stringContaining("已经不在资料里")]);
    const link = { chatId: CHAT.id, title: "", username: null, isForum: false, kind: "retailers", locale: "zh", linkedBy: ADMIN } as const;
    const other = buildDistrict(t.db, "城西区");
    expect(await linkGroup(t.deps, { ...link, districtId: other.id, routeId: route.id })).toEqual({ ok: false, reason: "unknown_place" });
    expect(rows()).toEqual([]);
  });

  test("only an admin may: the command and its buttons", async () => {
    buildStaff(t.db, 50, ["supervisor"]);
    await t.person(50).write("/group", CHAT);
    expect(lastIn(CHAT).payload.text).toContain("没有这项权限");
    await t.person(50).press(`group:set:route:${route.id}`, { chat: CHAT });
    expect(alerts().at(-1)).toContain("没有这项权限");
    expect(rows()).toEqual([]);
  });

  test("a button forwarded to a private chat links nothing", async () => {
    await admin().press(`group:set:route:${route.id}`);
    expect(alerts()[0]).toContain("这个按钮已失效");
    expect(rows()).toEqual([]);
  });

  test("linking and unlinking are on record", async () => {
    await admin().press(`group:set:route:${route.id}`, { chat: PLAIN });
    await admin().press("group:unlink:yes", { chat: PLAIN });
    expect(t.db.select().from(audit).all()).toMatchObject([
      { actorId: ADMIN, action: "group.link", subject: "group -500", detail: { kind: "retailers", routeId: route.id } },
      { actorId: ADMIN, action: "group.unlink", subject: "group -500" },
    ]);
  });
});

describe("changing a linked group", () => {
  beforeEach(async () => {
    await admin().press(`group:set:route:${route.id}`, { chat: CHAT });
    t.forget();
  });

  test("unlinking asks first; linking again finds the topics", async () => {
    await admin().press("group:unlink", { chat: CHAT });
    expect(rows()).toMatchObject([{ state: "active" }]);
    await admin().press("group:unlink:yes", { chat: CHAT });
    expect(rows()).toMatchObject([{ state: "unlinked" }]);
    await admin().press(`group:set:district:${district.id}`, { chat: CHAT });
    expect(rows()).toMatchObject([{ state: "active", routeId: null }]);
    expect(t.calls.some(({ method }) => method === "createForumTopic")).toBe(false);
  });

  test("an admin vouches once that only licensed retailers are in it, and may take that back; both are on record", async () => {
    await admin().press("group:licensed:yes", { chat: CHAT });
    expect(rows()).toMatchObject([{ licensedOnlyAt: t.deps.clock(), licensedOnlyBy: ADMIN }]);
    expect(lastIn(CHAT).payload.text).toContain("管理员已确认：群里只有持证零售客户");
    expect(buttonsOf(lastIn(CHAT))).toContain("group:licensed:no");
    await admin().press("group:licensed:no", { chat: CHAT });
    expect(rows()).toMatchObject([{ licensedOnlyAt: null, licensedOnlyBy: null }]);
    const actions = t.db
      .select()
      .from(audit)
      .all()
      .map(({ action }) => action);
    expect(actions).toEqual(["group.link", "group.confirm", "group.unconfirm"]);
  });

  test("nobody else can vouch for a group, and a public one has nothing to vouch for", async () => {
    buildStaff(t.db, 50, ["supervisor"]);
    await t.person(50).press("group:licensed:yes", { chat: CHAT });
    expect(rows()).toMatchObject([{ licensedOnlyAt: null }]);
    await admin().write("/group", { ...CHAT, username: "open_shop" });
    expect(buttonsOf(lastIn(CHAT)).filter((data) => data.startsWith("group:licensed"))).toEqual([]);
  });

  test("an unlinked group is vouched for anew", async () => {
    await admin().press("group:licensed:yes", { chat: CHAT });
    await admin().press("group:unlink:yes", { chat: CHAT });
    await admin().press(`group:set:route:${route.id}`, { chat: CHAT });
    expect(rows()).toMatchObject([{ state: "active", licensedOnlyAt: null }]);
  });

  test("the language changes the card and the topics' names", async () => {
    await admin().press("group:speak:en", { chat: CHAT });
    expect(rows()).toMatchObject([{ locale: "en" }]);
    expect(t.calls.find(({ method }) => method === "editMessageText")!.payload.text).toContain("Linked: retailers of route R101");
    expect(t.calls.filter(({ method }) => method === "editForumTopic").map(({ payload }) => payload["name"])).toContain(
      "Supply Information",
    );
    await t.person(ADMIN).write("/group", CHAT);
    expect(lastIn(CHAT).payload.text).toContain("Language: English");
  });

  test("the demo changes the language of all groups at once", async () => {
    buildGroup(t.db, { districtId: district.id, kind: "desk" });
    await setGroupLocale(t.deps, "en");
    expect(rows().map(({ locale }) => locale)).toEqual(["en", "en"]);
  });

  test("title, username and forum state follow what Telegram shows", async () => {
    await t.person(77).write("大家好", { ...CHAT, title: "新名字", username: "open_now" });
    expect(rows()).toMatchObject([{ title: "新名字", username: "open_now", isForum: true }]);
    await t.person(77).send({ new_chat_title: "又改了" }, { ...CHAT, title: "又改了" });
    expect(rows()).toMatchObject([{ title: "又改了", username: null }]);
  });

  test("in private /group lists the groups and says how to add one", async () => {
    buildGroup(t.db, { districtId: district.id, title: "走了的群", state: "left" });
    buildGroup(t.db, { districtId: district.id, kind: "desk", title: "客服群" });
    buildGroup(t.db, { districtId: district.id, title: "不要了", state: "unlinked" });
    await admin().write("/group");
    const text = t.textsTo(ADMIN).at(-1)!;
    expect(text).toContain("已接入 3 个群");
    expect(text).toContain("· 东城烟友 — R101 线路（城东区）");
    expect(text).toContain("· 走了的群 — 城东区全区（我已被移出）");
    expect(text).toContain("· 客服群 — 城东区在线客服");
    expect(text).not.toContain("不要了");
    expect(text).toContain("打开“管理话题”");
  });
});
