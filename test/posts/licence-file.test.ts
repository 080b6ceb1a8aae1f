import { afterEach, expect, test } from "vitest";
import { buildRetailer, buildRoute, buildShopPerson } from "../support/build.ts";
import { startSupply, type Supply } from "../supply/support.ts";
import { AUTHOR } from "./support.ts";

let t: Supply;
afterEach(() => t.close());

/** A bot with an announcement that waits for its licences, and as many shops as no message could name. */
async function askForLicences(shops: number): Promise<string[]> {
  t = await startSupply();
  const routeId = buildRoute(t.db, { districtId: t.district.id }).id;
  const licences = Array.from({ length: shops }, (_, at) => String(140_200_000_000 + at));
  for (const [at, licenceNo] of licences.entries()) buildShopPerson(t.db, buildRetailer(t.db, { routeId, licenceNo }).id, 5_000 + at);
  await t.author.write("/announce 停电通知");
  await t.author.press(`post:aud:${t.posts()[0]!.id}:licences`);
  t.forget();
  return licences;
}

test("a list of licences that is longer than a message comes as a file, whatever else is in it", async () => {
  const licences = await askForLicences(400);
  await t.sendTable(`许可证号,店名\n${licences.map((licence) => `${licence},店`).join("\n")}\n140299999999,没有\n`);
  expect(t.textsTo(AUTHOR).filter((text) => text.includes("没有采用"))).toEqual([
    "⚠️ 有 1 个号码不在您这个区的名册里，没有采用：140299999999",
  ]);
  expect(t.lastTo(AUTHOR).payload.text).toContain("私聊 名单 400 户\n现在有 400 人");
  expect(t.posts()).toMatchObject([{ column: null, audience: { groups: null, people: { licences } } }]);
  // It is answered once: the next file is something else.
  await t.sendTable("a,b\n1,2\n");
  expect(t.posts()[0]!.audience.people!.licences).toHaveLength(400);
});

test("a file that can not be read is answered, and the list is still waited for", async () => {
  const [first] = await askForLicences(1);
  await t.sendTable("PK\u0003\u0004broken", { name: "list.xlsx" });
  expect(t.lastTo(AUTHOR).payload.text).toContain("打不开");
  await t.author.write(first!);
  expect(t.posts()[0]!.audience.people!.licences).toEqual([first]);
});
