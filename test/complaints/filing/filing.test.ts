import { describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson } from "../../support/build.ts";
import { MANAGER, OTHER_RETAILER, photo, RETAILER, startWorld } from "../world.ts";

const kindsOf = (w: Awaited<ReturnType<typeof startWorld>>) => w.outbox().map(({ kind, chatId }) => [kind, chatId]);

describe("one message is enough", () => {
  test("files a case with number, promises, receipt, desk card and the account manager's task", async () => {
    const w = await startWorld({ env: { HOTLINE_PHONE: "0351-12313" } });
    const complaint = await w.fileOne();
    expect(complaint).toMatchObject({ number: "C-20261123-0001", category: "delivery", state: "open", text: "昨天送货少了两条" });
    expect(w.promised()).toMatchObject([
      { kind: "desk_reply", ownerId: null, dueAt: Date.parse("2026-11-23T01:30:00Z"), state: "open" },
      { kind: "door_visit", ownerId: w.manager.id, dueAt: Date.parse("2026-11-25T01:00:00Z"), state: "open" },
    ]);
    expect(w.alarms).toMatchObject([
      { queue: "promises", jobId: "promise-1-warn-1", dueAt: w.promised()[0]!.warnAt },
      { queue: "promises", jobId: "promise-2-warn-1", dueAt: w.promised()[1]!.warnAt },
      { queue: "promises", jobId: "promise-1-due-1", dueAt: w.promised()[0]!.dueAt },
      { queue: "promises", jobId: "promise-2-due-1", dueAt: w.promised()[1]!.dueAt },
    ]);
    expect(w.timeline()).toMatchObject([{ kind: "opened", actorId: RETAILER }]);
    const receipt = w.lastTo(RETAILER);
    expect(receipt.payload.text).toContain("C-20261123-0001");
    expect(receipt.payload.text).toContain("今天 09:30 前");
    expect(receipt.payload.text).toContain("客户经理王强上门");
    expect(receipt.payload.text).toContain("0351-12313");
    expect(w.buttonsOf(receipt)).toEqual(["complain:novisit:1", "complain:category:1", "complain:withdraw:1"]);
    const card = w.lastTo(w.desk!.id);
    expect(card.payload.text).toContain("和平路便利店");
    expect(card.payload.text).toContain("昨天送货少了两条");
    expect(card.payload.text).toContain("还剩 30 分钟");
    expect(card.payload.text).not.toContain(w.shop.phone);
    expect(w.lastTo(MANAGER).payload.text).toContain("和平路 1 号");
    expect(w.calls.every(({ payload }) => payload["parse_mode"] === undefined)).toBe(true);
  });

  test("speaks English to people and desk groups that read English", async () => {
    const w = await startWorld({ language: "en", env: { HOTLINE_PHONE: "0351-12313" } });
    await w.fileOne("Two cartons missing");
    expect(w.lastTo(RETAILER).payload.text).toBe(
      [
        "✅ Complaint received: C-20261123-0001 (delivery)",
        "The service desk replies by today, 09:30.",
        "Your account manager 王强 comes to the shop by Wed 25 Nov, 09:00; afterwards we ask whether you are satisfied.",
        "Send photos or more details right here.",
        "Complaint hotline: 0351-12313",
      ].join("\n"),
    );
    expect(w.lastTo(w.desk!.id).payload.text).toBe(
      [
        "C-20261123-0001 · delivery · 和平路便利店 (R101, 金牌)",
        "“Two cartons missing”",
        "Reply by today, 09:30 (30 min left)",
        "· Door visit: by Wed 25 Nov, 09:00 (王强)",
        "no other complaint in 90 days",
        "Reply to this message to answer the shop",
      ].join("\n"),
    );
  });

  test("a second delivery of the same update files nothing", async () => {
    const w = await startWorld();
    const message = await w.person(RETAILER).write("/complain 少了两条");
    await w.update({ message: message as never });
    await w.deliver();
    expect(w.cases()).toHaveLength(1);
    expect(w.textsTo(RETAILER)).toHaveLength(1);
  });

  test("two filings at once get numbers of their own, and a new day begins again at one", async () => {
    const w = await startWorld();
    await Promise.all([w.person(RETAILER).write("/complain 少了两条"), w.person(OTHER_RETAILER).write("/complain 司机态度差")]);
    w.advance(24 * 60 * 60 * 1000);
    await w.person(RETAILER).write("/complain 又少了");
    expect(w.cases().map(({ number }) => number)).toEqual(["C-20261123-0001", "C-20261123-0002", "C-20261124-0001"]);
  });

  test("the day of the number is that of the time zone", async () => {
    const w = await startWorld({ now: Date.parse("2026-11-22T17:00:00Z") });
    expect((await w.fileOne()).number).toBe("C-20261123-0001");
  });

  test("a message of 4,096 characters arrives whole, behind a card that fits", async () => {
    const w = await startWorld();
    const text = `/complain ${"少".repeat(4_086)}`;
    expect(text).toHaveLength(4_096);
    await w.person(RETAILER).write(text);
    await w.deliver();
    const [card, body] = w.textsTo(w.desk!.id);
    expect(card!.length).toBeLessThan(1_000);
    expect(card).toContain("全文见下一条");
    expect(body).toBe("少".repeat(4_086));
    expect(w.calls.every(({ payload }) => (payload.text ?? "").length <= 4_096)).toBe(true);
  });

  test("words that look like markup stay words", async () => {
    const w = await startWorld();
    await w.fileOne("<b>少了</b> *两条* [x](http://y)");
    expect(w.lastTo(w.desk!.id).payload).toMatchObject({ text: expect.stringContaining("<b>少了</b> *两条* [x](http://y)") });
    expect(w.lastTo(w.desk!.id).payload["entities"]).toBeUndefined();
  });
});

describe("files", () => {
  test("a photo with a caption is filed, and the desk gets the photo", async () => {
    const w = await startWorld();
    await w.person(RETAILER).send(photo("P1", { caption: "/complain 烟受潮发霉" }));
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "烟受潮发霉", category: "quality" }]);
    expect(w.textsTo(w.desk!.id)[0]).toContain("附件 1 个");
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "sendPhoto", payload: { photo: "P1", caption: "C-20261123-0001 附件" } });
  });

  test("an album is one case with all its photos, and one receipt", async () => {
    const w = await startWorld();
    await w.person(RETAILER).send(photo("P1", { caption: "投诉 破损三条", media_group_id: "A" }), w.group);
    await w.person(RETAILER).send(photo("P2", { media_group_id: "A" }), w.group);
    await w.person(RETAILER).send(photo("P3", { media_group_id: "A" }), w.group);
    await w.deliver();
    expect(w.cases()).toHaveLength(1);
    expect(w.calls.filter(({ method }) => method === "sendPhoto").map(({ payload }) => payload["photo"])).toEqual(["P1", "P2", "P3"]);
    expect(w.textsTo(RETAILER)).toHaveLength(1);
    expect(w.textsTo(w.group.id)).toEqual(["已收到，已私信您处理进度。"]);
  });

  test("the first message after pressing Complain is filed, whatever it is", async () => {
    const w = await startWorld();
    const retailer = w.person(RETAILER);
    await retailer.write("📣 我要投诉");
    expect(w.lastTo(RETAILER).payload.text).toContain("请写下发生了什么");
    await retailer.send({ voice: { file_id: "V1", file_unique_id: "v", duration: 3 } });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "", category: "other" }]);
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "sendVoice", payload: { voice: "V1" } });
    await retailer.write("谢谢");
    expect(w.cases()).toHaveLength(1);
  });

  test("a place on the map is copied to the desk below a line of its own", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("/complain");
    const message = await w.person(RETAILER).send({ location: { latitude: 37.8, longitude: 112.5 } });
    await w.deliver();
    expect(w.lastTo(w.desk!.id)).toMatchObject({
      method: "copyMessage",
      payload: { from_chat_id: RETAILER, message_id: message.message_id },
    });
  });
});

describe("a question", () => {
  test("is answered only: no door visit is promised and no account manager sent", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write("新品什么时候到");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ category: "advice" }]);
    expect(w.promised().map(({ kind }) => kind)).toEqual(["desk_reply"]);
    expect(kindsOf(w).map(([kind]) => kind)).toEqual(["complaint_receipt", "complaint_card"]);
    expect(w.lastTo(RETAILER).payload.text).toContain("已收到您的咨询");
    expect(w.lastTo(RETAILER).payload.text).not.toContain("上门");
  });

  test("asked with the English keyboard is taken as well", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 Ask the desk");
    expect(w.lastTo(RETAILER).payload.text).toContain("请写下您的问题");
  });

  test("can be cancelled, and the next message is not taken for it", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).press("complain:cancel");
    await w.person(RETAILER).write("你好");
    expect(w.cases()).toHaveLength(0);
  });

  test("begun more than a day ago no longer takes the next message", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("/complain");
    w.advance(25 * 60 * 60 * 1000);
    await w.person(RETAILER).write("你好");
    expect(w.cases()).toHaveLength(0);
  });
});

describe("someone with several shops", () => {
  test("chooses the shop with one tap, once", async () => {
    const w = await startWorld();
    const second = buildRetailer(w.db, { shopName: "二店", routeId: w.route.id });
    buildShopPerson(w.db, second.id, RETAILER);
    await w.person(RETAILER).write("/complain 少了两条");
    expect(w.cases()).toHaveLength(0);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual([`complain:shop:${w.shop.id}`, `complain:shop:${second.id}`, "complain:cancel"]);
    await w.person(RETAILER).press(`complain:shop:${second.id}`);
    await w.person(RETAILER).press(`complain:shop:${second.id}`);
    await w.deliver();
    expect(w.cases()).toMatchObject([{ retailerId: second.id, text: "少了两条" }]);
    expect(w.textsTo(RETAILER).at(-1)).toContain("店铺：二店");
    expect(w.alerts().at(-1)).toBe("这条消息已经处理过了。");
  });

  test("can not choose a shop of others", async () => {
    const w = await startWorld();
    const second = buildRetailer(w.db, { shopName: "二店", routeId: w.route.id });
    buildShopPerson(w.db, second.id, RETAILER);
    await w.person(RETAILER).write("/complain 少了两条");
    await w.person(RETAILER).press(`complain:shop:${w.elsewhere.id}`);
    expect(w.cases()).toHaveLength(0);
    expect(w.alerts().at(-1)).toContain("不是这家店的联系人");
  });
});
