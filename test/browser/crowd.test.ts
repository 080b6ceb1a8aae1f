import { expect, test } from "vitest";
import { DESKTOP, MEI, PHONE, startPage, WEI, type PageRig } from "./page.ts";

const GROUPS = 300;
const PEOPLE = 10_000;

/** A whole company: 10,000 shops, and Mei in every group. */
function fillWorld({ telegram }: PageRig): number {
  let last = 0;
  const ids = Array.from(
    { length: PEOPLE },
    (_, index) => telegram.addPerson({ id: 20_000 + index, first_name: `Shop ${index}`, phone: `+86139${index}`, role: "retailer" }).id,
  );
  for (let i = 0; i < GROUPS; i++) last = telegram.addGroup({ title: `Route R${i}`, members: [MEI, ...ids.slice(i * 33, i * 33 + 33)] }).id;
  return last;
}

test("among thousands of people one is found by name and the list stays short", async () => {
  const rig = await startPage();
  fillWorld(rig);
  const page = await rig.open(WEI, WEI, DESKTOP);
  const rows = page.locator("[data-testid^=person-]");
  await page.getByTestId("search-people").waitFor();
  expect(await rows.count()).toBeLessThanOrEqual(101);
  await page.getByTestId("search-people").fill("shop 7777");
  await page.getByTestId("person-27777").click();
  await page.getByTestId("chat-27777").waitFor();
  // Whoever is chosen stays in the list, whatever is looked for.
  await page.getByTestId("search-people").fill("nobody of that name");
  await expect.poll(() => rows.count()).toBe(1);
});

test("in hundreds of groups one is found by its title, and its last message opens", async () => {
  const rig = await startPage();
  const last = fillWorld(rig);
  const sent = await rig.api.sendMessage(last, "for the last route");
  const page = await rig.open(MEI, MEI, PHONE);
  await page.getByTestId("back-to-chats").click();
  expect(await page.locator("#chats a[data-testid^=chat-]").count()).toBeLessThanOrEqual(60);
  await page.getByTestId("search-chats").fill("r299");
  await page.getByTestId(`chat-${last}`).click();
  await page.getByTestId(`message-${sent.message_id}`).waitFor();
});
