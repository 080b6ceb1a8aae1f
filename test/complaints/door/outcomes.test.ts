import { describe, expect, test } from "vitest";
import { complaintMedia } from "../../../db/complaints.tables.ts";
import { buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, SUPERVISOR, type World } from "../world.ts";

const DAY = 24 * 60 * 60 * 1000;
const door = (w: World) => w.promised()[1]!;
const kinds = (w: World) => w.timeline().map(({ kind }) => kind);
/** The task's message as it stands now in someone's chat. */
const card = (w: World, chatId = MANAGER) =>
  w.calls.findLast(({ method, payload }) => method === "editMessageText" && payload.chat_id === chatId)!;

describe("what comes of a visit", () => {
  test("photos and a location before and after the result belong to it, one question for an album", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    w.forget();
    await w.person(MANAGER).send(photo("V1", { media_group_id: "V" }));
    await w.person(MANAGER).send(photo("V2", { media_group_id: "V" }));
    await w.person(MANAGER).send({ location: { latitude: 1, longitude: 2 } });
    expect(w.textsTo(MANAGER)).toEqual(Array(2).fill("C-20261123-0001：照片或定位已收下。请再用一句话写下上门结果。"));
    expect(door(w).state).toBe("open");
    await w.person(MANAGER).write("已补两条");
    expect(door(w)).toMatchObject({ state: "kept", result: "已补两条" });
    const last = await w.person(MANAGER).send(photo("V3"));
    await w.update({ message: last as never });
    const media = w.db.select().from(complaintMedia).all();
    expect(media.map(({ kind, fileId }) => fileId || kind)).toEqual(["V1", "V2", "other", "V3"]);
    w.advance(31 * 60 * 1000);
    await w.person(MANAGER).send(photo("V4"));
    await w.person(MANAGER).write("在吗");
    expect(w.db.select().from(complaintMedia).all()).toHaveLength(4);
    expect(kinds(w)).toEqual(["opened", "visited"]);
  });

  test("the words under the second picture of an album are the result", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).send(photo("V1", { media_group_id: "V" }));
    await w.person(MANAGER).send(photo("V2", { media_group_id: "V", caption: "已补两条" }));
    expect(door(w)).toMatchObject({ state: "kept", result: "已补两条" });
    expect(w.db.select().from(complaintMedia).all()).toHaveLength(2);
  });

  test("nobody there: the shop is asked when it suits, and the visit stays open; once a day", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:nobody:1");
    expect(kinds(w)).toEqual(["opened"]);
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["case:nobody:1:yes", "case:later:1"]);
    await w.person(MANAGER).press("case:nobody:1:yes");
    await w.person(MANAGER).press("case:nobody:1:yes");
    await w.deliver();
    expect(w.alerts().at(-1)).toBe("这一步已由王强在今天 09:00 完成。");
    expect(kinds(w)).toEqual(["opened", "nobody_home"]);
    expect(door(w)).toMatchObject({ state: "open", plannedAt: null });
    const told = w.lastTo(RETAILER);
    expect(told.payload.text).toBe("🏠 王强今天 09:00 到过店里，没有遇到人（C-20261123-0001）。您什么时候方便，请告诉我们。");
    expect(w.buttonsOf(told)).toEqual(["complain:othertime:1"]);
    expect(card(w).payload.text).toContain("去过没遇到人：今天 09:00");
    await w.person(MANAGER).press("case:nobodyend:1");
    expect(w.alerts().at(-1)).toContain("要在不同的两天上门都没遇到人");
  });

  test("nobody there on two days: the visit may end, kept, and the return visit starts", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:nobody:1:yes");
    w.advance(DAY);
    await w.person(MANAGER).press("case:nobody:1:yes");
    expect(w.buttonsOf(card(w))).toEqual(["case:plan:1", "case:nobodyend:1"]);
    await w.person(SPOUSE).press("case:nobodyend:1");
    expect(door(w).state).toBe("open");
    await w.person(MANAGER).press("case:nobodyend:1");
    await w.person(MANAGER).press("case:nobodyend:1");
    await w.deliver();
    expect(door(w)).toMatchObject({ state: "kept", result: "两天上门都没有遇到人：11月23日（周一）09:00，11月24日（周二）09:00" });
    expect(w.promised()[2]).toMatchObject({ kind: "return_visit", state: "open" });
    expect(w.lastTo(RETAILER).payload.text).toMatch(/我们两天到店都没有遇到人。您对结果满意吗/);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("两天上门都没有遇到人");
  });

  test("the shop declines: needs the words, the supervisor reads them, the shop is told and may have the visit after all", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:declined:1");
    await w.person(MANAGER).send({ sticker: { file_id: "S" } });
    expect(door(w).state).toBe("open");
    const message = await w.person(MANAGER).write("店主女儿说已经解决，不用来了");
    await w.update({ message: message as never });
    await w.deliver();
    expect(door(w)).toMatchObject({ state: "waived", outcome: "declined", result: "店主女儿说已经解决，不用来了" });
    expect(w.textsTo(MANAGER)).toContain("✅ C-20261123-0001 已记录客户谢绝上门。11月26日（周四）09:00 前由市场经理回访。");
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户谢绝上门（今天 09:00）：店主女儿说已经解决，不用来了");
    expect(w.calls.flatMap((call) => w.buttonsOf(call))).toContain("complain:revisit:1");
    expect(kinds(w)).toEqual(["opened", "declined"]);
    await w.person(SPOUSE).press("complain:revisit:1");
    expect(door(w)).toMatchObject({ state: "open", outcome: null, result: null });
  });

  test("nobody but the owner and those in charge can say what came of it", async () => {
    const w = await startWorld();
    buildStaff(w.db, 500, ["account_manager"], { districtId: w.district.id });
    await w.fileOne();
    for (const id of [CLERK, 500, RETAILER, OTHER_RETAILER]) {
      for (const tap of ["visited", "declined", "nobody", "nobodyend", "plan"]) await w.person(id).press(`case:${tap}:1`);
      await w.person(id).press("case:nobody:1:yes");
      await w.person(id).press("case:plan:1:29665020");
    }
    expect(kinds(w)).toEqual(["opened"]);
    await w.person(SUPERVISOR).press("case:nobody:1:yes");
    expect(kinds(w)).toEqual(["opened", "nobody_home"]);
  });
});
