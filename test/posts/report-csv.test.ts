import { and, eq } from "drizzle-orm";
import { parse } from "csv-parse/sync";
import type { InputFile } from "grammy";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { exportReport } from "../../src/posts/service.ts";
import { ADMIN, FAR, LI, startFollowing, WANG, ZHAO, type Following } from "./following.ts";
import { FORUM } from "./support.ts";

let t: Following;
afterEach(() => t.close());

/** The document that the last tap brought: its name, and its text with the mark that Excel needs. */
async function download(id: number, chat = ADMIN) {
  await t.admin.press(`post:csv:${id}`);
  const call = t.calls.findLast(({ method }) => method === "sendDocument")!;
  expect(call.payload.chat_id).toBe(chat);
  const file = call.payload["document"] as InputFile;
  const text = Buffer.from((await file.toRaw()) as Uint8Array).toString("utf8");
  return { name: file.filename!, text, caption: String(call.payload["caption"]) };
}

const rowsOf = (text: string): Record<string, string>[] => parse(text, { bom: true, columns: true });

describe("the exported list", () => {
  test("has a line for every recipient and member, with what became of it, in the reader's language", async () => {
    t = await startFollowing();
    t.addPlain({ routeId: null });
    t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, LI)).run();
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, ZHAO)).run();
    const id = await t.publish([`aud:pr:0`, `pick:pr:0:${t.route.id}:1`]);
    await t.person(WANG, { name: "王店主" }).press(`ack:${id}`);
    const { name, text, caption } = await download(id);
    expect(name).toBe(`政策通知-2026-11-23-${id}.csv`);
    expect(caption).toContain("共 5 行");
    expect(text.startsWith("\uFEFF收件方,类型,区,线路,店铺,许可证号,结果,原因,尝试次数,可能收到两次,发送时间,已阅时间\r\n")).toBe(true);
    const rows = rowsOf(text);
    const none = { 店铺: "", 许可证号: "", 原因: "", 可能收到两次: "", 已阅时间: "" };
    expect(rows.map(({ 收件方: who }) => who)).toEqual(["李店主", "R101 群", "老群", "王店主", "赵店主"]);
    expect(rows[0]).toMatchObject({
      类型: "私聊",
      店铺: "和平路便利店",
      许可证号: "140199000101",
      结果: "联系不上",
      原因: "屏蔽了我",
      发送时间: "",
    });
    expect(rows[1]).toMatchObject({
      ...none,
      类型: "群",
      区: "城东区",
      线路: "R101",
      结果: "已送达",
      尝试次数: "1",
      发送时间: "2026-11-23 09:00:00",
    });
    expect(rows[2]).toMatchObject({ ...none, 线路: "" });
    expect(rows[3]).toMatchObject({
      区: "城东区",
      线路: "R102; R101",
      店铺: "新华二店; 新华烟酒",
      许可证号: "140199000100; 140199000102",
      结果: "已送达",
      已阅时间: "2026-11-23 09:00:09",
    });
    expect(rows[4]).toMatchObject({ 类型: "群成员", 线路: "R102", 结果: "发在群里", 原因: "还没有和我私聊过", 发送时间: "", 已阅时间: "" });
    expect(t.db.select().from(audit).where(eq(audit.action, "post.export")).all()).toMatchObject([{ actorId: ADMIN, detail: { rows: 5 } }]);
  });

  test("is in English for an English reader", async () => {
    t = await startFollowing({ language: "en" });
    const id = await t.publish([], { column: "products" });
    const { name, text } = await download(id);
    expect(name).toBe(`New-Product-Promotion-2026-11-23-${id}.csv`);
    expect(rowsOf(text)[0]).toMatchObject({ Recipient: "R101 群", Kind: "group", Result: "arrived", "Sent at": "2026-11-23 09:00:00" });
  });

  test("runs nothing in the reader's spreadsheet, and keeps quotes, commas and lines in their cells", async () => {
    t = await startFollowing();
    const names = ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '说"好",\n行'];
    for (const [n, firstName] of names.entries()) t.shop(400 + n, t.second.id, { shopName: firstName }, { firstName });
    t.db.update(groups).set({ title: "=cmd|' /C calc'!A0" }).where(eq(groups.chatId, FORUM)).run();
    const id = await t.publish(["aud:people"]);
    const rows = rowsOf((await download(id)).text);
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r＝]/.test(cell))).toEqual([]);
    for (const name of names.slice(0, -1)) expect(rows).toContainEqual(expect.objectContaining({ 收件方: `'${name}`, 店铺: `'${name}` }));
    expect(rows).toContainEqual(expect.objectContaining({ 收件方: names.at(-1) }));
    expect(rows.some(({ 收件方: who }) => who === "'=cmd|' /C calc'!A0")).toBe(true);
  });

  test("has Telegram's words for what failed, and who may have it twice", async () => {
    t = await startFollowing();
    const set = (chatId: number, fields: object) =>
      t.db
        .update(deliveries)
        .set(fields)
        .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, chatId)))
        .run();
    const id = await t.publish(["aud:people"]);
    set(LI, { state: "failed", reason: "Bad Request: PEER_ID_INVALID", attempts: 3 });
    set(ZHAO, { state: "unknown", reason: "socket hang up" });
    set(FAR, { mayRepeat: true });
    const rows = new Map(rowsOf((await download(id)).text).map((row) => [row["收件方"], row]));
    expect(rows.get("李店主")).toMatchObject({ 结果: "失败", 原因: "Bad Request: PEER_ID_INVALID", 尝试次数: "3", 发送时间: "" });
    expect(rows.get("赵店主")).toMatchObject({ 结果: "不确定", 原因: "网络中断，不确定发到了没有" });
    expect(rows.get("钱店主")).toMatchObject({ 结果: "已送达", 可能收到两次: "是" });
    expect(rows.get("王店主")).toMatchObject({ 可能收到两次: "" });
  });

  test("of thousands lists each once, also those that arrive while it is written, and lets others in between", async () => {
    t = await startFollowing();
    for (let n = 0; n < 1_300; n += 1) t.shop(10_000 + n, t.second.id);
    const id = await t.send("policy", "通知", ["aud:people"]);
    const post = () => t.db.select().from(posts).where(eq(posts.id, id)).get()!;
    expect(post().state).toBe("sending");
    let turns = 0;
    let isWriting = true;
    const watch = (): void => {
      turns += 1;
      // One row after the other arrives meanwhile.
      const next = t.db
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(and(eq(deliveries.kind, "post"), eq(deliveries.state, "pending")))
        .limit(1)
        .get();
      if (next) t.db.update(deliveries).set({ state: "sent" }).where(eq(deliveries.id, next.id)).run();
      if (isWriting) setImmediate(watch);
    };
    setImmediate(watch);
    const result = await exportReport(t.deps, "en", id, { id: ADMIN, roles: ["admin"], districtId: null });
    isWriting = false;
    if (!result.ok) throw new Error(result.reason);
    const rows = rowsOf(result.content.toString("utf8"));
    expect(rows).toHaveLength(1_305);
    expect(new Set(rows.map((row) => `${row["Recipient"]} ${row["Licence"]}`)).size).toBe(1_305);
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test("goes nowhere when a forged button asks from a group: in private alone there are such buttons", async () => {
    t = await startFollowing();
    const id = await t.publish();
    t.forget();
    await t.admin.press(`post:csv:${id}`, { chat: { id: FORUM, type: "supergroup", title: "群" } });
    expect(t.calls.map(({ method }) => method)).toEqual(["answerCallbackQuery"]);
  });
});
