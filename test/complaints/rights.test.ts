import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { staffRoles } from "../../db/staff.tables.ts";
import { isDesk } from "../../src/complaints/rights-rules.ts";
import { buildStaff } from "../support/build.ts";
import { CLERK, RETAILER, startWorld } from "./world.ts";

test("in the desk group, whoever has no role any more and a brand partner are refused; any other role is enough", async () => {
  const complaint = { retailerId: 1, personId: 2, districtId: 3 };
  const actor = (...roles: string[]) => ({ personId: 9, shopIds: [], officer: { id: 1, name: "", districtId: null, roles } });
  expect(isDesk(actor(), complaint, true)).toBe(false);
  expect(isDesk(actor("brand_partner"), complaint, true)).toBe(false);
  expect(isDesk(actor("brand_partner", "broadcaster"), complaint, true)).toBe(true);
  expect(isDesk(actor("order_department"), complaint, true)).toBe(true);
  expect(isDesk(actor("order_department"), complaint, false)).toBe(false);
});

test("staff whose roles were taken can neither answer from the desk group nor read there", async () => {
  const w = await startWorld({ language: "en" });
  await w.fileOne();
  buildStaff(w.db, 700, ["brand_partner"]);
  w.db.delete(staffRoles).where(eq(staffRoles.staffId, w.clerk.id)).run();
  const card = w.lastTo(w.desk!.id);
  for (const id of [CLERK, 700]) await w.reply(id, w.desk, card, { text: "I answer" });
  for (const id of [CLERK, 700]) await w.person(id).press("case:back:1", { chat: w.desk! });
  expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened"]);
  expect(w.calls.filter(({ method }) => method === "editMessageText")).toEqual([]);
});

test("a card is not shown in a group that is not the district's desk, whoever taps there", async () => {
  const w = await startWorld({ language: "en" });
  await w.fileOne("secret words");
  w.forget();
  for (const data of ["case:back:1", "case:set:1:quality"]) await w.person(CLERK).press(data, { chat: w.group });
  expect(w.calls.filter(({ method }) => method.startsWith("edit"))).toEqual([]);
  expect(JSON.stringify(w.calls)).not.toContain("secret words");
  await w.person(CLERK).press("case:back:1", { chat: w.desk! });
  expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "editMessageText" });
  await w.person(CLERK).press("case:back:1");
  expect(w.lastTo(CLERK)).toMatchObject({ method: "editMessageText" });
  expect(w.textsTo(RETAILER)).toEqual([]);
});
