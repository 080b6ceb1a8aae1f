import { readFileSync } from "node:fs";
import { InputFile, InputMediaBuilder } from "grammy";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { buildPng } from "../sandbox/start.ts";
import { MEI, PHONE, startPage, WEI } from "./page.ts";

const CSV = "\uFEFFshop,state\n和平路便利店,read\n";
const photo = (name: string) => ({ name, mimeType: "image/png", buffer: buildPng(20, 20) });

async function attach(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  await page.getByTestId("attach-input").setInputFiles(files);
  await page.getByTestId("dialog-send").click();
}

test("several pictures chosen at once are one album for everybody", async () => {
  const { api, group, open } = await startPage();
  const page = await open(WEI, group, PHONE);
  const other = await open(MEI, group);
  await attach(page, [photo("a.png"), photo("b.png"), photo("c.png")]);
  for (const each of [page, other]) {
    await each.getByTestId("album").waitFor();
    await each.waitForFunction("document.querySelectorAll('[data-testid=album] img').length === 3");
  }
  const ids = (await api.getUpdates()).flatMap((update) => update.message?.media_group_id ?? []);
  expect([ids.length, new Set(ids).size]).toEqual([3, 1]);
});

test("a spreadsheet is sent as a file", async () => {
  const { telegram, open } = await startPage();
  const page = await open(WEI, WEI, PHONE);
  await attach(page, [{ name: "名册.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) }]);
  await page.getByTestId("document").getByText("名册.csv").waitFor();
  expect(telegram.messages(WEI).at(-1)).toMatchObject({ document: { file_name: "名册.csv", mime_type: "text/csv" } });
});

test("a report that the bot sent is downloaded under its name, byte for byte", async () => {
  const { api, open } = await startPage();
  await api.sendDocument(WEI, new InputFile(Buffer.from(CSV), "送达-P12.csv"));
  const page = await open(WEI, WEI);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("document").click()]);
  expect(download.suggestedFilename()).toBe("送达-P12.csv");
  expect(readFileSync(await download.path(), "utf8")).toBe(CSV);
});

test("an album of the bot's files is one bubble, each with its own words", async () => {
  const { api, open } = await startPage();
  const file = (name: string, caption: string) => InputMediaBuilder.document(new InputFile(Buffer.from(name), name), { caption });
  const [first] = await api.sendMediaGroup(WEI, [file("a.csv", "shops"), file("b.csv", "orders")]);
  const page = await open(WEI, WEI);
  const bubble = page.getByTestId(`message-${first!.message_id}`);
  await bubble.getByText("orders").waitFor();
  expect(await bubble.getByTestId("document").count()).toBe(2);
  expect(await bubble.getByText("shops").count()).toBe(1);
});

test("of a protected message nothing can be copied or saved", async () => {
  const { api, open } = await startPage();
  const text = await api.sendMessage(WEI, "prices", { protect_content: true });
  const report = await api.sendDocument(WEI, new InputFile(Buffer.from(CSV), "report.csv"), { protect_content: true });
  const page = await open(WEI, WEI);
  const bubble = page.getByTestId(`message-${text.message_id}`);
  await bubble.getByTestId("protected").waitFor();
  await bubble.getByText("prices").click({ button: "right" });
  await page.getByTestId("menu-reply").waitFor();
  expect(await page.getByTestId("menu-copy").count()).toBe(0);
  expect(await page.getByTestId(`message-${report.message_id}`).locator("a").count()).toBe(0);
});
