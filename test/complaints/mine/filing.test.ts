import { describe, expect, test } from "vitest";
import { complaintMedia } from "../../../db/complaints.tables.ts";
import { photo, RETAILER, SPOUSE, startWorld, type World } from "../world.ts";

const file = (fileId: string) => ({ file_id: fileId, file_unique_id: fileId, duration: 1, width: 1, height: 1 });
/** Every kind of file that can carry words, with the method by which the desk gets it. */
const CAPTIONED: [string, object, string][] = [
  ["photo", photo("F"), "sendPhoto"],
  ["video", { video: file("F") }, "sendVideo"],
  ["voice message", { voice: file("F") }, "sendVoice"],
  ["document", { document: file("F") }, "sendDocument"],
];
const ALONE: [string, object, string][] = [
  ...CAPTIONED,
  ["place on the map", { location: { latitude: 37.8, longitude: 112.5 } }, "copyMessage"],
  ["round video", { video_note: file("F") }, "copyMessage"],
];
const toGroup = (w: World) => w.calls.filter(({ payload }) => payload.chat_id === w.group.id);
const media = (w: World) => w.db.select().from(complaintMedia).all();

describe("in a group", () => {
  test.each(CAPTIONED)(
    "a %s with 投诉 in its caption is filed with its words and file, and the group learns neither",
    async (_kind, fields, method) => {
      const w = await startWorld();
      await w.person(RETAILER).send({ ...fields, caption: "投诉 秘密：破损两条" }, w.group);
      await w.deliver();
      expect(w.cases()).toMatchObject([{ text: "秘密：破损两条" }]);
      expect(media(w)).toMatchObject([{ chatId: w.group.id }]);
      expect(w.lastTo(w.desk!.id).method).toBe(method);
      expect(toGroup(w)).toHaveLength(1);
      expect(JSON.stringify(toGroup(w))).not.toMatch(/秘密|C-2026|破损/);
    },
  );

  test("an edit adds the new words to the case for the desk, and the group hears nothing of it", async () => {
    const w = await startWorld();
    const message = await w.person(RETAILER).write("投诉 少了两条", w.group);
    await w.deliver();
    w.forget();
    await w.person(RETAILER).edit(message, "投诉 少了三条");
    await w.deliver();
    expect(w.timeline().at(-1)).toMatchObject({ kind: "edited", text: "少了三条" });
    expect(w.lastTo(w.desk!.id).payload.text).toContain("少了三条");
    expect(toGroup(w)).toEqual([]);
  });

  test("nothing of a whole exchange is repeated there, on old servers either: similar case, album, refusal", async () => {
    const w = await startWorld();
    w.refuse((_method, payload) =>
      payload["ephemeral_message_parameters"] ? { error_code: 400, description: "Bad Request: unsupported" } : undefined,
    );
    await w.person(RETAILER).write("投诉 秘密 送货少了", w.group);
    await w.person(SPOUSE).write("投诉 秘密 送货又少了", w.group);
    await w.person(RETAILER).send(photo("P1", { caption: "complaint 秘密 发霉", media_group_id: "A" }), w.group);
    await w.person(RETAILER).send(photo("P2", { media_group_id: "A" }), w.group);
    for (let n = 0; n < 10; n++) await w.person(RETAILER).write(`/complain 秘密 门口招牌 ${n}`, w.group);
    await w.deliver();
    expect(media(w).map(({ fileId }) => fileId)).toEqual(["P1", "P2"]);
    expect(w.textsTo(w.group.id).join()).toContain("一小时内");
    expect(JSON.stringify(toGroup(w))).not.toMatch(/秘密|C-2026/);
  });

  test("a server without the method at all is answered with the line too, and a fault of another kind is not hidden", async () => {
    const w = await startWorld();
    w.refuse((_method, payload) => (payload["ephemeral_message_parameters"] ? { error_code: 404, description: "Not Found" } : undefined));
    await w.person(RETAILER).write("投诉 少了", w.group);
    expect(w.textsTo(w.group.id)).toEqual(["已收到，已私信您处理进度。"]);
    const other = await startWorld();
    other.refuse((_method, payload) =>
      payload.chat_id === other.group.id ? { error_code: 500, description: "Internal Server Error" } : undefined,
    );
    await expect(other.person(RETAILER).write("投诉 少了", other.group)).rejects.toThrow("Internal Server Error");
    expect(other.cases()).toHaveLength(1);
  });
});

describe("in private", () => {
  test.each(ALONE)("a %s alone is asked about and filed with one tap", async (_kind, fields, method) => {
    const w = await startWorld();
    await w.person(RETAILER).send(fields);
    await w.person(RETAILER).press("complain:file");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ text: "" }]);
    expect(media(w)).toHaveLength(1);
    expect(w.lastTo(w.desk!.id).method).toBe(method);
  });

  test.each(ALONE)("a %s after pressing Complain is filed at once", async (_kind, fields, method) => {
    const w = await startWorld();
    await w.person(RETAILER).write("📣 我要投诉");
    await w.person(RETAILER).send(fields);
    await w.deliver();
    expect(w.cases()).toHaveLength(1);
    expect(w.lastTo(w.desk!.id).method).toBe(method);
  });

  test("Complain pressed twice asks twice and files what comes once", async () => {
    const w = await startWorld();
    const retailer = w.person(RETAILER);
    await retailer.write("📣 我要投诉");
    await retailer.write("📣 我要投诉");
    await retailer.write("少了两条");
    await retailer.write("/complain");
    await retailer.write("/complain   ");
    expect(w.cases()).toMatchObject([{ text: "少了两条" }]);
    expect(w.textsTo(RETAILER).filter((text) => text.includes("请写下发生了什么"))).toHaveLength(4);
  });

  test("a forwarded message is filed as the words it has, from the person who forwarded it", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("📣 我要投诉");
    await w.person(RETAILER).send({
      text: "您的货明天到",
      forward_origin: { type: "hidden_user", sender_user_name: "司机", date: 1 },
    });
    expect(w.cases()).toMatchObject([{ text: "您的货明天到", personId: RETAILER }]);
  });

  test("words of spaces and signs that nobody sees are asked for again instead of filed", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("/complain \u200b\u2060 ");
    await w.person(RETAILER).write("\u200b");
    expect(w.cases()).toEqual([]);
    expect(w.textsTo(RETAILER)).toHaveLength(2);
    for (const text of w.textsTo(RETAILER)) expect(text).toContain("请写");
  });
});
