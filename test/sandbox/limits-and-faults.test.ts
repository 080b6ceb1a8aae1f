import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/sandbox/limits.ts";
import { callRaw, refusalOf, startRig, WEI, type Rig } from "./start.ts";

/** Sends to as many people as asked for, one message each; counts how many were accepted. */
async function sendMany(rig: Rig, count: number): Promise<number> {
  let accepted = 0;
  for (let i = 0; i < count; i++) {
    const person = rig.telegram.addPerson({ first_name: `P${i}`, phone: `+${i}` });
    rig.telegram.start(person.id);
    if ((await refusalOf(rig.api.sendMessage(person.id, "a"))) === "accepted") accepted++;
  }
  return accepted;
}

test("the 31st send within a second is refused with retry_after, and calling meanwhile makes it longer", async () => {
  const rig = await startRig({ limits: DEFAULT_LIMITS });
  const { api, telegram, clock, url } = rig;
  telegram.start(WEI);
  expect(await sendMany(rig, 30)).toBe(30);
  const refused = await callRaw(url, "sendMessage", { chat_id: WEI, text: "a" });
  expect(refused).toEqual({
    status: 429,
    json: { ok: false, error_code: 429, description: "Too Many Requests: retry after 3", parameters: { retry_after: 3 } },
  });
  clock.now += 2000;
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("429 Too Many Requests: retry after 3");
  clock.now += 2999;
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("429 Too Many Requests: retry after 3");
  clock.now += 3000;
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("accepted");
});

test("a group takes 20 a minute; chat actions and reading are not counted, album items are", async () => {
  const { api, group, forum, clock } = await startRig({ limits: DEFAULT_LIMITS });
  for (let i = 0; i < 20; i++) expect(await refusalOf(api.sendMessage(group, "a"))).toBe("accepted");
  expect(await refusalOf(api.sendMessage(group, "a"))).toBe("429 Too Many Requests: retry after 60");
  expect(await refusalOf(api.sendChatAction(group, "typing"))).toBe("accepted");
  clock.now += 1001;
  expect(await refusalOf(api.sendMessage(forum, "other groups go on"))).toBe("accepted");
  clock.now += 60_000;
  expect(await refusalOf(api.sendMessage(group, "a"))).toBe("accepted");
});

test("every call is in the ledger with its outcome", async () => {
  const { api, telegram, group } = await startRig();
  const sent = await api.sendMessage(group, "a");
  await refusalOf(api.sendMessage(WEI, "a"));
  expect(telegram.ledger().slice(-2)).toMatchObject([
    { method: "sendMessage", chat_id: group, ok: true, message_id: sent.message_id },
    {
      method: "sendMessage",
      chat_id: WEI,
      ok: false,
      error_code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    },
  ]);
});

test("a held answer has already taken effect, and a fault before the effect leaves nothing", async () => {
  const { api, telegram, group } = await startRig();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    telegram.faults.beforeAnswer = () => {
      resolve();
      return new Promise((done) => (release = () => done()));
    };
  });
  const sending = api.sendMessage(group, "in flight");
  await held;
  expect(telegram.messages(group).at(-1)?.text).toBe("in flight");
  telegram.faults.beforeAnswer = undefined;
  release();
  await sending;
  telegram.faults.beforeEffect = async () => ({
    kind: "error",
    error_code: 429,
    description: "Too Many Requests: retry after 7",
    parameters: { retry_after: 7 },
  });
  expect(await refusalOf(api.sendMessage(group, "never"))).toBe("429 Too Many Requests: retry after 7");
  expect(telegram.messages(group).at(-1)?.text).toBe("in flight");
});

test("a proxy's HTML page, a reset and half an answer arrive as such", async () => {
  const { telegram, url, group } = await startRig();
  const body = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ chat_id: group, text: "a" }) };
  const send = () => fetch(`${url}/bot${telegram.token}/sendMessage`, body);
  telegram.faults.beforeAnswer = async () => ({ kind: "html", status: 502 });
  const html = await send();
  expect([html.status, html.headers.get("content-type"), (await html.text()).slice(0, 6)]).toEqual([502, "text/html", "<html>"]);
  telegram.faults.beforeAnswer = async () => ({ kind: "truncate" });
  await expect((await send()).json()).rejects.toThrow(SyntaxError);
  telegram.faults.beforeAnswer = async () => ({ kind: "reset" });
  await expect(send()).rejects.toThrow("fetch failed");
  expect(telegram.messages(group)).toHaveLength(3);
});

test("parameters of the wrong type are refused before anything happens", async () => {
  const { telegram, url, group } = await startRig();
  const refused = async (method: string, body: object) => (await callRaw(url, method, body)).json["description"];
  expect(await refused("sendMessage", { chat_id: group, text: 5 })).toBe("Bad Request: can't parse parameters: text must be string");
  expect(await refused("sendMessage", { chat_id: group })).toBe("Bad Request: message text is empty");
  expect(await refused("sendMessage", { text: "a" })).toBe("Bad Request: chat_id is empty");
  expect(await refused("createForumTopic", { chat_id: group })).toBe('Bad Request: parameter "name" is required');
  expect(await refused("sendMessage", { chat_id: group, text: "a", reply_markup: { inline_keyboard: [[{ text: "no action" }]] } })).toBe(
    "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  );
  expect(await refused("sendMessage", { chat_id: group, text: "a", entities: [{ type: "loud", offset: 0, length: 1 }] })).toMatch(
    /entities\/0/,
  );
  expect(telegram.messages(group)).toEqual([]);
});

test("an unknown method is 404, a wrong token 401, and names of methods may be in any case", async () => {
  const { url } = await startRig();
  expect(await callRaw(url, "sendTelepathy", {})).toEqual({
    status: 404,
    json: { ok: false, error_code: 404, description: "Not Found: method not found" },
  });
  expect((await callRaw(url, "getMe", {}, "42:wrong")).json).toEqual({ ok: false, error_code: 401, description: "Unauthorized" });
  expect((await callRaw(url, "GETME")).json["ok"]).toBe(true);
});
