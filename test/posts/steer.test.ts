import { and, asc, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { audit } from "../../db/audit.tables.ts";
import { buildDistrict, buildRetailer, buildShopPerson, buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, startPosting, type Posting } from "./support.ts";

const PEOPLE = [201, 202, 203];

let t: Posting;
afterEach(() => t.close());

/** An announcement to three people, handed to the outbox. */
async function start(): Promise<number> {
  t = await startPosting();
  const shop = buildRetailer(t.db, { routeId: t.route.id });
  for (const id of PEOPLE) buildShopPerson(t.db, shop.id, id);
  await t.author.write("/announce 停电通知");
  const { id } = t.posts()[0]!;
  await t.author.press(`post:aud:${id}:nogroups`);
  await t.author.press(`post:send:${id}`);
  t.forget();
  return id;
}

const states = () =>
  t.db
    .select({ state: deliveries.state })
    .from(deliveries)
    .where(eq(deliveries.kind, "post"))
    .orderBy(asc(deliveries.id))
    .all()
    .map(({ state }) => state);
const reached = () => PEOPLE.filter((id) => t.textsTo(id).length > 0);

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await t.deliver();
    t.advance(3_000);
  }
}

describe("a post under way", () => {
  test("paused, nothing more of it goes out; resumed, the rest does, once", async () => {
    const id = await start();
    await t.author.press(`post:pause:${id}`);
    expect(states()).toEqual(["held", "held", "held"]);
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual(expect.arrayContaining([`post:resume:${id}`, `post:cancel:${id}`]));
    await settle();
    expect(reached()).toEqual([]);
    await t.author.press(`post:resume:${id}`);
    // Giving up can not be taken back: it is not beside Pause, where a thumb may slip.
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual(expect.not.arrayContaining([`post:cancel:${id}`]));
    await settle();
    expect(PEOPLE.map((person) => t.textsTo(person))).toEqual([["停电通知"], ["停电通知"], ["停电通知"]]);
    expect(t.newsTo(AUTHOR).at(-1)).toContain("3 处全部送达");
  });

  test("paused while a message of it waited for its slot holds that one too", async () => {
    const id = await start();
    t.db.update(deliveries).set({ state: "pending" }).run();
    await t.author.press(`post:pause:${id}`);
    // As if it had been taken before the pause.
    t.db
      .update(deliveries)
      .set({ state: "pending" })
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, PEOPLE[0]!)))
      .run();
    await t.deliver();
    expect(reached()).toEqual([]);
    expect(states()).toEqual(["held", "held", "held"]);
  });

  test("given up, the rest is not sent and the report says so", async () => {
    const id = await start();
    await t.author.press(`post:cancel:${id}`);
    await settle();
    expect(reached()).toEqual([]);
    expect(t.newsTo(AUTHOR).at(-1)).toContain("送达 0，没有送达 3");
    await t.author.press(`post:resume:${id}`);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
  });

  test("is steered by its author, any admin and the supervisors of the author's district, by nobody else", async () => {
    const id = await start();
    buildStaff(t.db, 77, ["broadcaster"], { districtId: t.district.id });
    buildStaff(t.db, 78, ["supervisor"], { districtId: buildDistrict(t.db, "城西区").id });
    buildStaff(t.db, 79, ["supervisor"], { districtId: t.district.id });
    for (const who of [77, 78])
      for (const action of ["pause", "cancel", "rest"]) {
        await t.person(who).press(`post:${action}:${id}`);
        expect(t.alerts().at(-1)).toBe("只有作者本人、本区市场经理或管理员可以处理。");
      }
    expect(states()).toEqual(["pending", "pending", "pending"]);
    await t.person(79).press(`post:pause:${id}`);
    expect(t.posts()[0]!.state).toBe("paused");
    await t.person(1).press(`post:resume:${id}`);
    expect(t.posts()[0]!.state).toBe("sending");
  });

  test("given up by mistake, the rest is sent after all, once, with its bar and its report", async () => {
    const id = await start();
    await t.author.press(`post:cancel:${id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))[0]).toBe(`post:rest:${id}`);
    await settle();
    t.forget();
    await Promise.all([t.author.press(`post:rest:${id}`), t.person(1).press(`post:rest:${id}`)]);
    expect(t.alerts().filter((text) => text?.includes("这个按钮已失效"))).toHaveLength(1);
    await settle();
    expect(PEOPLE.map((person) => t.textsTo(person))).toEqual([["停电通知"], ["停电通知"], ["停电通知"]]);
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 通知：3 处全部送达。"]);
    expect(t.posts()[0]!.state).toBe("sent");
    await t.author.press(`post:rest:${id}`);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
  });

  test("given up, what arrived or failed before stays as it was when the rest is sent after all", async () => {
    const id = await start();
    t.refuse((_method, { chat_id: chatId }) =>
      chatId === PEOPLE[0] ? { error_code: 400, description: "Bad Request: PEER_ID_INVALID" } : undefined,
    );
    t.db
      .update(deliveries)
      .set({ notBefore: t.deps.clock() + 60_000 })
      .where(eq(deliveries.chatId, PEOPLE[2]!))
      .run();
    await t.deliver();
    await t.author.press(`post:cancel:${id}`);
    expect(states()).toEqual(["failed", "sent", "skipped"]);
    await t.author.press(`post:rest:${id}`);
    expect(states()).toEqual(["failed", "sent", "pending"]);
  });

  test("given up and no longer valid, it can not be sent after all", async () => {
    const id = await start();
    t.db.update(posts).set({ validForMs: 3_600_000 }).run();
    await t.author.press(`post:cancel:${id}`);
    t.advance(3_600_000);
    await t.author.press(`post:open:${id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))).not.toContain(`post:rest:${id}`);
    await t.author.press(`post:rest:${id}`);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    expect(states()).toEqual(["skipped", "skipped", "skipped"]);
  });

  test("two taps on Pause, and Go on by two at once, have one effect", async () => {
    const id = await start();
    await Promise.all([t.author.press(`post:pause:${id}`), t.author.press(`post:pause:${id}`)]);
    await Promise.all([t.author.press(`post:resume:${id}`), t.person(1).press(`post:resume:${id}`)]);
    const actions = t.db
      .select()
      .from(audit)
      .all()
      .map(({ action }) => action);
    expect(actions).toEqual(["post.send", "post.pause", "post.resume"]);
    await settle();
    expect(reached()).toEqual(PEOPLE);
  });

  test("its message shows the bar and the numbers, and comes anew where it was deleted", async () => {
    const id = await start();
    await t.deliver();
    expect(t.textsTo(AUTHOR).find((text) => /[▓░]/.test(text))).toContain("/ 3");
    t.refuse((method, { chat_id: chatId }) =>
      method === "editMessageText" && chatId === AUTHOR
        ? { error_code: 400, description: "Bad Request: message to edit not found" }
        : undefined,
    );
    t.forget();
    await settle();
    expect(t.textsTo(AUTHOR).some((text) => text.includes("已发完"))).toBe(true);
    expect(id).toBe(1);
  });
});
