import { expect, test } from "vitest";
import { FORUM, startPosting } from "./support.ts";

test("two authors at once: neither touches the other's draft, and both go out", async () => {
  const t = await startPosting();
  const second = t.person(1);
  await Promise.all([t.author.write("/announce 甲的通知"), second.write("/announce 乙的通知")]);
  const [mine, theirs] = t.posts().toSorted((a, b) => b.authorId - a.authorId);
  await second.press(`post:aud:${mine!.id}:nogroups`);
  expect(t.alerts().at(-1)).toContain("这是别人写的草稿");
  await Promise.all([t.author.press(`post:send:${mine!.id}`), second.press(`post:send:${theirs!.id}`)]);
  t.forget();
  await t.deliver();
  expect(t.textsTo(FORUM).toSorted()).toEqual(["乙的通知", "甲的通知"].toSorted());
  t.close();
});
