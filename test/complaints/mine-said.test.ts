import { expect, test } from "vitest";
import { startReturn } from "./return-world.ts";
import { RETAILER, SUPERVISOR } from "./world.ts";

test("the shop reads its own verdict and words on its case, and not what a supervisor noted of a call", async () => {
  const w = await startReturn();
  await w.person(RETAILER).press("complain:said:1:so_so");
  await w.person(RETAILER).press("complain:which:1:door_visit");
  await w.person(RETAILER).write("来得太晚");
  await w.person(SUPERVISOR).press("case:rate:1:so_so");
  await w.person(SUPERVISOR).write("电话里说下次早点");
  await w.person(RETAILER).press("complain:show:1:1", { messageId: 7_000 });
  const text = w.calls.findLast(({ method }) => method === "editMessageText")!.payload.text!;
  const said = text.split("\n").filter((line) => line.includes("您评价"));
  expect(said.map((line) => line.replace(/^.*您评价/, ""))).toEqual(["：一般", "：上门服务", "：上门服务：来得太晚"]);
  expect(text).not.toContain("下次早点");
});
