import { expect, test } from "vitest";
import { complaintMedia } from "../../../db/complaints.tables.ts";
import { MANAGER, photo, RETAILER, startWorld } from "../world.ts";

test("a photo of the visit is not said to stand below the desk's card, the shop's own is", async () => {
  const w = await startWorld();
  await w.person(RETAILER).send(photo("SHOP", { caption: "投诉 少了两条" }));
  await w.deliver();
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).send(photo("VISIT", { caption: "已补两条" }));
  await w.deliver();
  expect(w.db.select().from(complaintMedia).all()).toHaveLength(2);
  const card = w.calls.findLast(({ method, payload }) => method === "editMessageText" && payload.chat_id === w.desk!.id)!;
  expect(card.payload.text).toContain("上门服务：今天 09:00 完成");
  expect(card.payload.text).toContain("附件 1 个");
});

test("the result of a visit that comes again is noted once, its author told, and the pictures after it belong to the case", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(MANAGER).press("case:visited:1");
  const message = await w.person(MANAGER).write("已补两条");
  await w.person(MANAGER).write("/tasks");
  await w.update({ message: message as never });
  expect(w.timeline().filter(({ kind }) => kind === "visited")).toHaveLength(1);
  expect(w.lastTo(MANAGER).payload.text).toBe("✅ C-20261123-0001：已记下（上门服务）。");
  await w.person(MANAGER).send(photo("LATE"));
  expect(w.db.select().from(complaintMedia).all()).toMatchObject([{ complaintId: 1, fileId: "LATE" }]);
});
