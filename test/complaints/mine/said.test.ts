import { expect, test } from "vitest";
import { complaintEvents } from "../../../db/complaints.tables.ts";
import { startReturn } from "../returns/world.ts";
import { CLERK, RETAILER, startWorld, SUPERVISOR } from "../world.ts";

test("the shop reads its own verdict and words on its case, and not what a supervisor noted of a call", async () => {
  const w = await startReturn();
  await w.person(RETAILER).press("complain:said:1:so_so");
  await w.person(RETAILER).press("complain:which:1:door_visit");
  await w.person(RETAILER).write("来得太晚");
  await w.person(SUPERVISOR).press("case:rate:1:so_so");
  await w.person(SUPERVISOR).write("电话里说下次早点");
  await w.person(RETAILER).press("complain:show:1:1", { messageId: 7_000 });
  const text = w.calls.findLast(({ method }) => method === "editMessageText")!.payload.text!;
  const said = text.split("\n").filter((line) => /您(评价|说明)/.test(line));
  expect(said.map((line) => line.replace(/^.*您/, ""))).toEqual(["评价：一般", "说明：上门服务", "说明：上门服务：来得太晚"]);
  expect(text).not.toContain("下次早点");
});

test("the shop's view of an unsatisfactory case keeps verdict and reasons apart, and tells nothing of what a supervisor noted", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.db.delete(complaintEvents).run();
  const add = (fields: object) =>
    w.db
      .insert(complaintEvents)
      .values({ complaintId: 1, at: w.deps.clock(), kind: "said", actorId: RETAILER, ...fields })
      .run();
  add({ text: "so_so" });
  add({ promise: "desk_reply" });
  add({ promise: "desk_reply", text: "等了两天", chatId: RETAILER, messageId: 77 });
  add({ promise: "return_visit", text: "电话里很生气", actorId: CLERK, chatId: CLERK, messageId: 78 });
  await w.person(RETAILER).press("complain:show:1:1");
  const lines = w.lastTo(RETAILER).payload.text!.split("经过：\n")[1]!.split("\n\n")[0];
  expect(lines).toBe("今天 09:00 您评价：一般\n今天 09:00 您说明：客服回复\n今天 09:00 您说明：客服回复：等了两天");
});
