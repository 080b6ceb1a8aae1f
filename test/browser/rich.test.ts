import type { InputRichBlock, RichText } from "@grammyjs/types";
import { expect, test } from "vitest";
import { PHONE, startPage, WEI } from "./page.ts";

const cell = (text: RichText, is_header?: true) => ({
  text,
  align: "left" as const,
  valign: "top" as const,
  ...(is_header ? { is_header } : {}),
});
const BLOCKS: InputRichBlock<never>[] = [
  { type: "heading", text: "Supply of the week", size: 3 },
  {
    type: "table",
    is_striped: true,
    cells: [
      [cell("Goods", true), cell("Per shop", true)],
      [cell("Taishan Hongjiangjun"), cell({ type: "bold", text: "2 cartons" })],
    ],
  },
  { type: "paragraph", text: ["Questions? ", { type: "url", text: "a.cn", url: "javascript:alert(1)" }] },
];

test("a rich message is drawn as a real table with headings, and copied with its columns", async () => {
  const rig = await startPage();
  const sent = await rig.api.sendRichMessage(WEI, { blocks: BLOCKS });
  const page = await rig.open(WEI, WEI, PHONE);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const bubble = page.getByTestId(`message-${sent.message_id}`);
  await bubble.getByRole("table").waitFor();
  expect(await bubble.getByRole("columnheader").allInnerTexts()).toEqual(["Goods", "Per shop"]);
  expect(await bubble.getByRole("cell").allInnerTexts()).toEqual(["Taishan Hongjiangjun", "2 cartons"]);
  expect(await bubble.getByRole("heading").innerText()).toBe("Supply of the week");
  // A link that runs a script stays words.
  expect(await bubble.locator("a").count()).toBe(0);
  await bubble.getByTestId("rich").click({ button: "right" });
  await page.getByTestId("menu-copy").click();
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toContain("Goods\tPer shop\nTaishan Hongjiangjun\t2 cartons");
  expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(PHONE.width);
});
