import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PHONE, startPage, WEI, type PageRig } from "./page.ts";

const LINES = "line\n".repeat(6);

async function fill({ api }: PageRig, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < count; i++) ids.push((await api.sendMessage(WEI, `${i} ${LINES}`)).message_id);
  return ids;
}

const bubble = (page: Page, id: number | undefined) => page.getByTestId(`message-${id}`);
const topOf = async (page: Page, id: number | undefined) => (await bubble(page, id).boundingBox())?.y ?? Number.NaN;

/** Scrolls up to a message, and waits until the page has noticed. */
async function readFrom(page: Page, id: number | undefined): Promise<void> {
  await bubble(page, id).waitFor();
  await page.getByTestId("messages").locator("li").last().waitFor();
  await bubble(page, id).evaluate((element) => element.scrollIntoView({ block: "start" }));
  await page.getByTestId("to-bottom").waitFor();
}

/** Each change may leave the place half a pixel off. */
const expectSamePlace = (top: number, before: number) => expect(Math.abs(top - before)).toBeLessThan(2);

test("a deleted message leaves the page at once, and the list of chats too", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 2);
  const page = await rig.open(WEI, WEI);
  await bubble(page, ids[1]).waitFor();
  await rig.api.deleteMessage(WEI, ids[1]!);
  await bubble(page, ids[1]).waitFor({ state: "detached" });
  await page.getByTestId(`chat-${WEI}`).getByText("0 line").waitFor();
});

test("an edited message says so and the reader stays where they are", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 20);
  const page = await rig.open(WEI, WEI);
  await readFrom(page, ids[10]);
  const before = await topOf(page, ids[10]);
  // One above the view, the one at its top, one below.
  for (const index of [2, 10, 19]) await rig.api.editMessageText(WEI, ids[index]!, `changed ${index} ${LINES.repeat(4)}`);
  for (const index of [2, 10, 19]) await bubble(page, ids[index]).getByText("edited").waitFor();
  expectSamePlace(await topOf(page, ids[10]), before);
});

test("whoever scrolls up just as something arrives is not pulled back to the end", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 20);
  const page = await rig.open(WEI, WEI);
  await bubble(page, ids[19]).waitFor();
  await bubble(page, ids[10]).evaluate((element) => {
    element.scrollIntoView({ block: "start" });
    // Draws the page anew before the browser has said that it scrolled.
    (globalThis as unknown as { dispatchEvent(event: Event): void }).dispatchEvent(new Event("hashchange"));
  });
  await page.getByTestId("to-bottom").waitFor();
});

test("deletions above and at the view do not move what is being read", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 20);
  const page = await rig.open(WEI, WEI);
  await readFrom(page, ids[10]);
  const before = await topOf(page, ids[11]);
  await rig.api.deleteMessages(WEI, [ids[1]!, ids[2]!, ids[10]!]);
  await bubble(page, ids[10]).waitFor({ state: "detached" });
  expectSamePlace(await topOf(page, ids[11]), before);
});

test("when the bot's last message goes, a reader further up is not thrown to the end", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 20);
  rig.telegram.send({ person: WEI, chat: WEI, text: "mine" });
  const last = await rig.api.sendMessage(WEI, "last");
  const page = await rig.open(WEI, WEI);
  await readFrom(page, ids[5]);
  const before = await topOf(page, ids[5]);
  await rig.api.deleteMessage(WEI, last.message_id);
  await bubble(page, last.message_id).waitFor({ state: "detached" });
  expectSamePlace(await topOf(page, ids[5]), before);
});

test("a pinned message stands above the chat, leads to its place, and goes with its pin", async () => {
  const rig = await startPage();
  const ids = await fill(rig, 20);
  await rig.api.pinChatMessage(WEI, ids[3]!);
  await rig.api.pinChatMessage(WEI, ids[5]!);
  const page = await rig.open(WEI, WEI, PHONE);
  const bar = page.getByTestId("pinned");
  await bar.getByText("Pinned message 2 of 2").waitFor();
  await bar.click();
  await page.getByTestId("to-bottom").waitFor();
  await bar.getByText("Pinned message 1 of 2").waitFor();
  await rig.api.unpinChatMessage(WEI, ids[5]);
  await bar.getByText("3 line").waitFor();
  await rig.api.deleteMessage(WEI, ids[3]!);
  await bar.waitFor({ state: "hidden" });
});

test("a message that came without a sound says so", async () => {
  const rig = await startPage();
  const [loud, silent] = [await rig.api.sendMessage(WEI, "a"), await rig.api.sendMessage(WEI, "b", { disable_notification: true })];
  const page = await rig.open(WEI, WEI);
  await bubble(page, silent.message_id).getByTestId("silent").waitFor();
  expect(await bubble(page, loud.message_id).getByTestId("silent").count()).toBe(0);
});
