import { describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { shopPeople } from "../../db/retailers.tables.ts";
import { openComplaint } from "../../src/complaints/service.ts";
import { buildStaff } from "../support/build.ts";
import { ADMIN, CLERK, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR } from "./world.ts";

describe("a complaint never vanishes", () => {
  const cardChats = (w: Awaited<ReturnType<typeof startWorld>>) =>
    w
      .outbox()
      .filter(({ kind }) => kind === "complaint_card")
      .map(({ chatId }) => chatId);

  test("without a desk group the card goes to the clerks of the district in private", async () => {
    const w = await startWorld({ hasDesk: false });
    await w.fileOne();
    expect(cardChats(w)).toEqual([CLERK]);
  });

  test("without clerks to the supervisors, without those to the admins", async () => {
    const w = await startWorld({ hasDesk: false });
    w.db.update(people).set({ unreachable: "blocked" }).run();
    await w.person(SUPERVISOR).write("/start");
    await w.fileOne();
    expect(cardChats(w)).toEqual([SUPERVISOR]);
    const none = await startWorld({ hasDesk: false });
    none.db.update(people).set({ unreachable: "blocked" }).run();
    await none.fileOne();
    expect(cardChats(none)).toEqual([ADMIN]);
  });

  test("an account manager the bot can not reach is named to the supervisor instead", async () => {
    const w = await startWorld();
    w.db.update(people).set({ unreachable: "blocked" }).run();
    await w.person(SUPERVISOR).write("/start");
    await w.fileOne();
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户经理王强目前收不到私信");
    expect(w.promised()[1]).toMatchObject({ kind: "door_visit", ownerId: w.manager.id });
  });
});

describe("who may complain", () => {
  test("an unverified person is told how to get verified", async () => {
    const w = await startWorld();
    await w.person(STRANGER).write("投诉 少了两条");
    await w.person(STRANGER).send(photo("P1", { caption: "/complain 少了" }));
    expect(w.cases()).toHaveLength(0);
    expect(w.buttonsOf(w.lastTo(STRANGER))).toEqual(["bind:start"]);
  });

  test("staff are told that the shops complain themselves", async () => {
    const w = await startWorld();
    await w.person(CLERK).write("/complain 客户说少了");
    expect(w.cases()).toHaveLength(0);
    expect(w.lastTo(CLERK).payload.text).toContain("投诉由零售客户本人提交");
  });

  test("a shop that is no longer the person's is refused in the transaction, and so is nothing at all", async () => {
    const w = await startWorld();
    const items = [{ chatId: RETAILER, messageId: 1, text: "少了", media: null, albumId: null }];
    w.db.delete(shopPeople).run();
    expect(await openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items })).toEqual({
      ok: false,
      reason: "not_your_shop",
    });
    expect(await openComplaint(w.deps, { personId: RETAILER, retailerId: 999, items })).toEqual({ ok: false, reason: "not_your_shop" });
    const empty = [{ ...items[0]!, text: "  " }];
    expect(await openComplaint(w.deps, { personId: SPOUSE, retailerId: w.shop.id, items: empty })).toEqual({ ok: false, reason: "empty" });
    expect(w.cases()).toHaveLength(0);
    expect(w.outbox()).toHaveLength(0);
  });

  test("a company-wide clerk stands in for a district without one", async () => {
    const w = await startWorld();
    buildStaff(w.db, 210, ["service_desk"]);
    await w.person(OTHER_RETAILER).write("/complain 少了两条");
    expect(w.outbox().filter(({ kind }) => kind === "complaint_card")).toMatchObject([{ chatId: 210 }]);
  });
});
