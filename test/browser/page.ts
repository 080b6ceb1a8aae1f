import { Api } from "grammy";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../src/sandbox/server.ts";
import { launchBrowser } from "./browser.ts";

const TOKEN = "42:page-test";
export const WEI = 7001;
export const MEI = 7002;
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

export type PageRig = TelegramServer & {
  api: Api;
  group: number;
  open: (person: number, chat: number, size?: typeof PHONE) => Promise<Page>;
};

let browser: Browser;
let cleanUp: (() => Promise<void>)[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const step of cleanUp.toReversed()) await step();
  cleanUp = [];
});
afterAll(async () => {
  await browser?.close();
});

/** The page on a stand-in without a bot behind it: the test says what the bot does. */
export async function startPage(): Promise<PageRig> {
  const server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: Date.now, limits: false });
  cleanUp.push(() => server.close());
  const { telegram, url } = server;
  telegram.addPerson({ id: WEI, first_name: "Wei", last_name: "Wang", phone: "+8613800000001", role: "retailer" });
  telegram.addPerson({ id: MEI, first_name: "Mei", phone: "+8613800000002", role: "service_desk" });
  const group = telegram.addGroup({ title: "Route 1", members: [WEI, MEI] }).id;
  telegram.start(WEI);
  telegram.start(MEI);
  const open: PageRig["open"] = async (person, chat, size = DESKTOP) => {
    const context = await browser.newContext({ locale: "en-GB", viewport: size, acceptDownloads: true });
    cleanUp.push(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${url}/#/${person}/${chat}`);
    await page.getByTestId("composer").waitFor();
    return page;
  };
  return { ...server, api: new Api(TOKEN, { apiRoot: url }), group, open };
}
