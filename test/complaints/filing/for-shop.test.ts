import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { people } from "../../../db/people.tables.ts";
import { retailers } from "../../../db/retailers.tables.ts";
import { NOBODY } from "../../../src/complaints/rules.ts";
import { buildDistrict, buildPerson, buildRetailer, buildShopPerson, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const WORDS = "昨天送货少了两条";
const receipts = (w: World) => w.outbox().filter(({ kind }) => kind === "complaint_receipt");

describe("what came by telephone or at the counter", () => {
  test("is filed by licence number: the shop's people get the receipt, the case says who filed it", async () => {
    const w = await startWorld();
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} ${WORDS}`);
    await w.deliver();
    expect(w.cases()).toMatchObject([{ retailerId: w.shop.id, text: WORDS, category: "delivery", personId: NOBODY, filedBy: CLERK }]);
    expect(w.promised().map(({ kind }) => kind)).toEqual(["desk_reply", "door_visit"]);
    for (const person of [RETAILER, SPOUSE]) expect(w.textsTo(person).join()).toContain("由李敏根据您的来电或来访登记。");
    expect(w.textsTo(CLERK)).toEqual(["✅ 已为“和平路便利店”登记：C-20261123-0001，店里已收到回执。"]);
    expect(w.textsTo(w.desk!.id)[0]).toContain("来电或柜台，登记人 李敏");
    expect(w.timeline()).toMatchObject([{ kind: "opened", actorId: CLERK }]);
  });

  test("reads English, spaced numbers and full-width digits", async () => {
    const w = await startWorld({ language: "en" });
    const spaced = w.shop.licenceNo.replace(/(\d{4})(?=\d)/g, "$1 ");
    const wide = w.shop.licenceNo.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
    await w.person(CLERK).write(`/complaint ${spaced}: Two cartons missing`);
    await w.person(CLERK).write(`/complaint ${wide}，发霉（三条）`);
    await w.deliver();
    expect(w.cases().map(({ text }) => text)).toEqual(["Two cartons missing", "发霉（三条）"]);
    expect(w.textsTo(RETAILER)[0]).toContain("李敏 filed this for you after your call or visit.");
  });

  test("the account manager of the route, supervisors and admins file too; a second delivery files nothing", async () => {
    const w = await startWorld();
    for (const id of [MANAGER, SUPERVISOR, ADMIN]) {
      const message = await w.person(id).write(`/complaint ${w.shop.licenceNo} ${WORDS}`);
      await w.update({ message: message as never });
      expect(w.textsTo(id)).toHaveLength(1);
    }
    expect(w.cases().map(({ filedBy }) => filedBy)).toEqual([MANAGER, SUPERVISOR, ADMIN]);
  });

  test("without anyone on Telegram is filed all the same, and staff learn that they must tell the number and the answer", async () => {
    const w = await startWorld();
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, RETAILER)).run();
    w.db.update(people).set({ startedAt: null }).where(eq(people.id, SPOUSE)).run();
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} ${WORDS}`);
    await w.deliver();
    expect(receipts(w)).toEqual([]);
    expect(w.lastTo(CLERK).payload.text).toContain("请把编号口头告知客户");
    const card = { messageId: w.outbox().find(({ kind }) => kind === "complaint_card")!.messageId! } as never;
    await w.reply(CLERK, w.desk, card, { text: "明天补" });
    expect(w.promised()[0]).toMatchObject({ state: "kept" });
    expect(w.lastTo(w.desk!.id).payload.text).toContain("请打电话告知");
  });

  test("an answer goes to everyone of the shop, and any of them may withdraw it", async () => {
    const w = await startWorld();
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} ${WORDS}`);
    await w.deliver();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
    await w.deliver();
    for (const person of [RETAILER, SPOUSE]) expect(w.lastTo(person).payload.text).toContain("明天补");
    await w.person(SPOUSE).press("complain:withdraw-yes:1");
    expect(w.cases()).toMatchObject([{ state: "withdrawn" }]);
  });

  test("brings photos, albums and the content of a message that it replies to; an edit is noted", async () => {
    const w = await startWorld();
    const clerk = w.person(CLERK);
    await clerk.send(photo("P1", { caption: `/complaint ${w.shop.licenceNo} 发霉`, media_group_id: "A" }));
    await clerk.send(photo("P2", { media_group_id: "A" }));
    const voice = { message_id: 7, date: 1, chat: { id: CLERK, type: "private" }, from: clerk.from };
    const quoted = { ...voice, voice: { file_id: "V1", file_unique_id: "v", duration: 3 } };
    const message = await clerk.write(`/complaint ${w.shop.licenceNo}`, undefined, { reply_to_message: quoted });
    await w.deliver();
    expect(w.cases().map(({ text }) => text)).toEqual(["发霉", ""]);
    const files = w.calls.filter(({ method, payload }) => payload.chat_id === w.desk!.id && method !== "sendMessage");
    expect(files.map(({ payload }) => payload["photo"] ?? payload["voice"])).toEqual(["P1", "P2", "V1"]);
    await clerk.edit(message, `/complaint ${w.shop.licenceNo} 送错了`);
    await w.deliver();
    expect(w.lastTo(w.desk!.id).payload.text).toContain("现为：\n送错了");
  });

  test("an unknown licence, another district, a suspended shop and nothing said are refused with what to do", async () => {
    const w = await startWorld();
    const ofOthers = buildStaff(w.db, 500, ["service_desk", "account_manager"], { districtId: buildDistrict(w.db).id });
    buildStaff(w.db, 501, ["broadcaster"], { districtId: w.district.id });
    expect(ofOthers.id).toBeGreaterThan(0);
    const say = async (id: number, text: string) => (await w.person(id).write(text), w.lastTo(id).payload.text);
    expect(await say(CLERK, `/complaint 999999999999 ${WORDS}`)).toContain("名册里没有这个许可证号");
    expect(await say(500, `/complaint ${w.shop.licenceNo} ${WORDS}`)).toContain("不归您负责");
    expect(await say(CLERK, `/complaint ${w.shop.licenceNo}`)).toContain("请写成");
    expect(await say(CLERK, `/complaint ${WORDS}`)).toContain("请写成");
    expect(await say(501, `/complaint ${w.shop.licenceNo} ${WORDS}`)).toContain("投诉由零售客户本人提交");
    w.db.update(retailers).set({ status: "suspended" }).where(eq(retailers.id, w.shop.id)).run();
    expect(await say(CLERK, `/complaint ${w.shop.licenceNo} ${WORDS}`)).toContain("暂停或注销");
    expect(w.cases()).toEqual([]);
  });
});

describe("/complaint as a reply to a retailer's message in the group", () => {
  const post = (w: World, id: number, text = WORDS) => w.person(id).write(text, w.group);
  const filed = async (w: World, by: number, quoted: object) =>
    w.person(by).write("/complaint", w.group, { reply_to_message: quoted as never });

  test("files it for its author; the group sees one neutral line, staff and author read the rest in private", async () => {
    const w = await startWorld();
    await filed(w, CLERK, await post(w, RETAILER));
    await w.deliver();
    expect(w.cases()).toMatchObject([{ personId: RETAILER, filedBy: CLERK, text: WORDS, chatId: w.group.id }]);
    expect(w.textsTo(w.group.id)).toEqual(["已收到，已私信您处理进度。"]);
    expect(w.textsTo(RETAILER)[0]).toContain("由李敏根据您在群里的消息登记。");
    expect(w.textsTo(SPOUSE)).toEqual([]);
    expect(w.textsTo(CLERK)).toEqual(["✅ 已为“和平路便利店”登记：C-20261123-0001，店里已收到回执。"]);
  });

  test("two members of staff at once file one case, and the second learns its number", async () => {
    const w = await startWorld();
    const quoted = await post(w, RETAILER);
    const [message] = await Promise.all([filed(w, CLERK, quoted), filed(w, SUPERVISOR, quoted)]);
    await w.update({ message: message as never });
    await w.deliver();
    expect(w.cases()).toHaveLength(1);
    expect(w.textsTo(SUPERVISOR).join()).toContain("已经登记过了：C-20261123-0001");
    expect(w.textsTo(CLERK)).toHaveLength(1);
    expect(w.textsTo(w.group.id)).toHaveLength(1);
  });

  test("of someone with several shops asks which one, in private", async () => {
    const w = await startWorld();
    const second = buildRetailer(w.db, { shopName: "二店", routeId: w.route.id });
    buildShopPerson(w.db, second.id, RETAILER);
    await filed(w, CLERK, await post(w, RETAILER));
    expect(w.textsTo(w.group.id)).toEqual([]);
    expect(w.buttonsOf(w.lastTo(CLERK))).toEqual([`complaint:shop:${w.shop.id}`, `complaint:shop:${second.id}`, "complaint:cancel"]);
    await w.person(CLERK).press(`complaint:shop:${w.elsewhere.id}`);
    expect(w.cases()).toEqual([]);
    await w.person(CLERK).press(`complaint:shop:${second.id}`);
    await w.person(CLERK).press(`complaint:shop:${second.id}`);
    expect(w.cases()).toMatchObject([{ retailerId: second.id, personId: RETAILER, filedBy: CLERK }]);
    expect(w.alerts().at(-1)).toBe("这条消息已经处理过了。");
  });

  test("of someone unverified, of nobody, or by another district's staff files nothing, and only staff are told", async () => {
    const w = await startWorld();
    buildPerson(w.db, STRANGER);
    await filed(w, CLERK, await post(w, STRANGER));
    expect(w.lastTo(CLERK).payload.text).toContain("还没有验证店铺");
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} ${WORDS}`, w.group);
    expect(w.lastTo(CLERK).payload.text).toContain("请回复客户的那条消息");
    buildStaff(w.db, 500, ["service_desk"], { districtId: buildDistrict(w.db).id });
    await filed(w, 500, await post(w, RETAILER));
    expect(w.lastTo(500).payload.text).toContain("不归您负责");
    expect(w.textsTo(w.group.id)).toEqual([]);
    expect(w.cases()).toEqual([]);
  });
});

test("a retailer who types /complaint files for their own shop", async () => {
  const w = await startWorld();
  await w.person(RETAILER).write(`/complaint ${WORDS}`);
  expect(w.cases()).toMatchObject([{ personId: RETAILER, filedBy: null, text: WORDS }]);
});
