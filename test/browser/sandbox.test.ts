import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDataDir, startAppProcess, type AppProcess } from "../support/app.ts";
import { launchBrowser } from "./browser.ts";

const WANG = 9101;
const LIU = 9102;
const FENG = 9106;
const MANAGER = 9003;
const DESK = 9004;
const DESK_GROUP = -1_002_000_000_103;
const ROUTE_GROUP = -1_002_000_000_101;

let app: AppProcess;
let browser: Browser;
let home: { dir: string; remove(): void };

beforeAll(async () => {
  home = createDataDir();
  app = await startAppProcess({ DATA_DIR: home.dir });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  home?.remove();
});

async function open(locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(app.url);
  return page;
}

async function be(page: Page, person: number, chat = person): Promise<void> {
  await page.getByTestId(`person-${person}`).click();
  await page.getByTestId(`chat-${chat}`).click();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("send").click();
}

const said = (page: Page, text: string | RegExp) => page.getByTestId("messages").getByText(text).last();

describe("the sandbox page", () => {
  test("follows the browser's language, and the bot speaks it", async () => {
    const page = await open("en-GB");
    await be(page, WANG);
    await write(page, "/help");
    await said(page, "takes no orders").waitFor();
    await page.getByTestId("language-zh").click();
    await write(page, "/help");
    await said(page, "不收款").waitFor();
    await page.context().close();
  });

  test("a complaint goes from the shop to the desk and the answer comes back", async () => {
    const page = await open("zh-CN");
    await be(page, WANG);
    await page.getByTestId("reply-button").filter({ hasText: "我要投诉" }).click();
    await page.getByTestId("messages").getByTestId("inline-button").last().waitFor();
    await write(page, "昨天送货少了两条");
    await said(page, /C-\d{8}-\d{4}/).waitFor();
    await be(page, DESK, DESK_GROUP);
    const card = page.locator("[data-testid^=message-]").filter({ hasText: "昨天送货少了两条" }).last();
    await card.hover();
    await card.getByTestId("reply").click();
    await write(page, "明天上午补送");
    await be(page, WANG);
    await said(page, "明天上午补送").waitFor();
    await page.context().close();
  });

  test("a shop that is not verified yet shares its phone number and is welcomed", async () => {
    const page = await open("zh-CN");
    await be(page, FENG);
    await page.getByTestId("start").click();
    await page.getByTestId("inline-button").filter({ hasText: "验证身份" }).click();
    await page.getByTestId("inline-button").filter({ hasText: "同意" }).first().click();
    await page.getByTestId("reply-button").first().click();
    await page.getByTestId("dialog-yes").click();
    await said(page, "小冯商店").waitFor();
    await page.getByTestId("reply-button").filter({ hasText: "我要投诉" }).waitFor();
    await page.context().close();
  });

  test("without touching anything the supply post arrives and the reminder reaches exactly who has not ordered", async () => {
    const page = await open("zh-CN");
    await be(page, WANG, ROUTE_GROUP);
    await said(page, "本周货源").waitFor({ timeout: 80_000 });
    await be(page, WANG);
    await said(page, "截止订货").waitFor({ timeout: 80_000 });
    await be(page, MANAGER);
    await said(page, "老周烟酒").waitFor();
    await be(page, LIU);
    await said(page, /下面四个按钮/).waitFor();
    expect(await page.getByTestId("messages").getByText("截止订货").count()).toBe(0);
    await page.context().close();
  });
});
