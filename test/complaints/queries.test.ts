import { describe, expect, test } from "vitest";
import { inTransaction } from "../../db/client.ts";
import { getComplaint, listComplaints } from "../../src/complaints/service.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR } from "./world.ts";

describe("/mycases", () => {
  test("shows what is still promised and by when, to everyone of the shop", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
    await w.person(SPOUSE).write("/mycases");
    expect(w.textsTo(SPOUSE)).toEqual([
      "您的投诉和咨询：\n\nC-20261123-0001 · 送货 · 处理中\n· 上门服务：11月25日（周三）09:00 前\n\n点编号看经过。",
    ]);
  });

  test("shows nothing of other shops, and says so in a group without listing anything", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(OTHER_RETAILER).write("/mycases");
    expect(w.lastTo(OTHER_RETAILER).payload.text).toContain("还没有提交过");
    await w.person(RETAILER).write("/mycases", w.group);
    expect(w.textsTo(w.group.id)).toEqual(["请在和我的私聊里查看。"]);
  });

  test("is refused to the unverified", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("/mycases");
    expect(w.lastTo(STRANGER).payload.text).toContain("面向持证零售客户");
  });
});

describe("/case", () => {
  test("shows desk, supervisor and the visit's owner the case with its timeline and files; a reply to it answers", async () => {
    const w = await startWorld();
    await w.person(RETAILER).send(photo("P1", { caption: "/complain 破损两条" }));
    for (const id of [CLERK, SUPERVISOR, MANAGER]) {
      w.forget();
      await w.person(id).write("/case C-20261123-0001");
      await w.deliver();
      const [view, file] = w.calls.filter(({ payload }) => payload.chat_id === id).slice(-2);
      expect(view!.payload.text).toContain("今天 09:00 提交 · Person 100");
      expect(view!.payload.text!.includes("直接回复本条")).toBe(id !== MANAGER);
      expect(file).toMatchObject({ method: "sendPhoto", payload: { photo: "P1" } });
      await w.reply(id, undefined, view!, { text: `来自 ${id}` });
    }
    await w.deliver();
    expect(
      w
        .timeline()
        .filter(({ kind }) => kind === "answered")
        .map(({ actorId }) => actorId),
    ).toEqual([CLERK, SUPERVISOR]);
  });

  test("shows a withdrawn case too, and nothing in a retailers' group", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.person(CLERK).write("/case 20261123-1");
    await w.person(CLERK).write("/case C-20261123-0001", w.group);
    await w.deliver();
    expect(w.lastTo(CLERK).payload.text).toContain("已撤回");
    expect(w.textsTo(w.group.id).join()).not.toContain("少了两条");
  });

  test("without a number, or with an unknown one, says what to write", async () => {
    const w = await startWorld();
    await w.person(CLERK).write("/case");
    await w.person(CLERK).write("/case C-20261123-0009");
    await w.person(CLERK).write("/case 7");
    expect(w.textsTo(CLERK)).toEqual([
      "请带上编号：/case C-20261123-0007",
      "没有找到这张投诉单。编号形如 C-20261123-0007。",
      "没有找到这张投诉单。编号形如 C-20261123-0007。",
    ]);
  });
});

test("the card tells the shop's other complaints of 90 days and the last verdict", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("已补");
  await w.person(SUPERVISOR).press("case:rate:1:so_so");
  await w.person(RETAILER).write("/complain 收银机坏了");
  await w.deliver();
  expect(w.textsTo(w.desk!.id).at(-1)).toContain("近 90 天其他投诉 1 次，最近一次一般");
});

describe("the HTTP API's view", () => {
  test("a case has its text, promises and timeline as plain JSON with ISO times", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
    const found = await getComplaint(w.deps, "C-20261123-0001");
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(found).toMatchObject({
      number: "C-20261123-0001",
      category: "delivery",
      text: "昨天送货少了两条",
      shop_name: "和平路便利店",
      opened_at: "2026-11-23T01:00:00.000Z",
      promises: [
        { kind: "desk_reply", state: "kept", due_at: "2026-11-23T01:30:00.000Z", ended_at: "2026-11-23T01:00:00.000Z" },
        { kind: "door_visit", state: "open", owner: "王强" },
      ],
      timeline: [
        { kind: "opened", actor: "Person 100" },
        { kind: "answered", actor: "李敏", text: "明天补" },
      ],
    });
    expect(await getComplaint(w.deps, "C-20261123-0002")).toBeUndefined();
    expect(await getComplaint(w.deps, "nonsense")).toBeUndefined();
  });

  test("pages go through all cases in the order of their numbers, each once", async () => {
    const w = await startWorld();
    for (let i = 0; i < 5; i++) await w.person(RETAILER).write(`/complain 第${i}次`);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await listComplaints(w.deps, { limit: 2, after });
      seen.push(...items.map(({ number }) => number));
      after = next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual([1, 2, 3, 4, 5].map((n) => `C-20261123-000${n}`));
    expect(await listComplaints(w.deps, { limit: 2, after: "nonsense" })).toEqual({ items: [], next: null });
  });
});

test("a failed filing writes nothing: the transaction is one", async () => {
  const w = await startWorld();
  const shop = buildRetailer(w.db, { routeId: w.route.id });
  buildShopPerson(w.db, shop.id, 170);
  inTransaction(w.db, (tx) => void tx.run("create trigger fail before insert on deliveries begin select raise(abort, 'no'); end"));
  await expect(w.person(170).write("/complain 少了")).rejects.toThrow("Failed to run the query");
  expect(w.cases()).toHaveLength(0);
  expect(w.promised()).toHaveLength(0);
  expect(w.timeline()).toHaveLength(0);
  expect(w.alarms).toEqual([]);
});
