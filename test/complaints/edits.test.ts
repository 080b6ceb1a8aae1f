import { expect, test } from "vitest";
import { CLERK, RETAILER, startWorld, type World } from "./world.ts";

const edits = (w: World) =>
  w
    .timeline()
    .filter(({ kind }) => kind === "edited")
    .map(({ text }) => text);

test("editing back to earlier words is noted and passed on; the same words once more are not", async () => {
  const w = await startWorld({ language: "en" });
  const message = await w.person(RETAILER).write("/complain 5 short");
  for (const text of ["/complain 50 short", "/complain 5 short", "/complain 5 short", "/complain 50 short"])
    await w.person(RETAILER).edit(message, text);
  await w.deliver();
  expect(edits(w)).toEqual(["50 short", "5 short", "50 short"]);
  const told = w.textsTo(w.desk!.id).slice(1);
  expect(told.map((text) => text.split("\n")[1])).toEqual(["50 short", "5 short", "50 short"]);
  expect(w.textsTo(RETAILER).filter((text) => text.startsWith("Your change is noted"))).toHaveLength(3);
});

test("the desk's correction that takes a correction back reaches the shop too", async () => {
  const w = await startWorld({ language: "en" });
  await w.fileOne();
  const message = await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "tomorrow" });
  await w.person(CLERK).edit(message, "on Friday");
  await w.person(CLERK).edit(message, "tomorrow");
  await w.deliver();
  expect(
    w
      .textsTo(RETAILER)
      .slice(1)
      .map((text) => text.split("\n")[1]),
  ).toEqual(["tomorrow", "on Friday", "tomorrow"]);
});

test("a message is compared with its own words, not with those of another", async () => {
  const w = await startWorld({ language: "en" });
  const first = await w.person(RETAILER).write("two");
  const second = await w.person(RETAILER).write("three");
  await w.person(RETAILER).press("complain:file");
  await w.person(RETAILER).edit(first, "two");
  expect(edits(w)).toEqual([]);
  await w.person(RETAILER).edit(second, "two");
  expect(edits(w)).toEqual(["two"]);
});
