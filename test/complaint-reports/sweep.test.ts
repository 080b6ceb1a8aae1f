import type { InputFile } from "grammy";
import { describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { eq } from "drizzle-orm";
import { sweepComplaintReports } from "../../src/complaint-reports/jobs.ts";
import { CLERK, MANAGER, SUPERVISOR } from "../complaints/world.ts";
import { at, OTHER_SUPERVISOR, startReports, type Reports } from "./world.ts";

const rows = (w: Reports) =>
  w.db
    .select()
    .from(deliveries)
    .all()
    .map(({ kind, chatId, dedupeKey }) => [kind, chatId, dedupeKey]);
const runAt = async (w: Reports, time: string) => {
  w.setNow(at(time));
  await sweepComplaintReports(w.deps);
};

describe("the report that comes by itself", () => {
  test("goes to supervisors on Monday at half past eight, once however often it is asked for, and to no one else", async () => {
    const w = await startReports();
    await runAt(w, "11-23 08:29");
    expect(rows(w)).toEqual([]);
    w.setNow(at("11-23 08:30"));
    await Promise.all([sweepComplaintReports(w.deps), sweepComplaintReports(w.deps)]);
    await runAt(w, "11-23 12:00");
    const of = (id: number) => ["complaint_report_chart", "complaint_report"].map((kind) => [kind, id, `${kind}-week-2026-11-16-${id}`]);
    expect(rows(w)).toEqual([...of(SUPERVISOR), ...of(OTHER_SUPERVISOR)]);
    expect(rows(w).some(([, chatId]) => chatId === CLERK || chatId === MANAGER)).toBe(false);
  });

  test("of the month comes on the 1st, late the same day after a downtime, and on no other", async () => {
    const w = await startReports();
    await runAt(w, "12-02 09:00");
    expect(rows(w)).toEqual([]);
    await runAt(w, "12-01 21:00");
    expect(rows(w).map(([, , key]) => key)).toContain(`complaint_report-month-2026-11-01-${SUPERVISOR}`);
  });

  test("is a picture drawn at sending and a text; too late for Monday it is not sent", async () => {
    const w = await startReports();
    w.buildWeek();
    await runAt(w, "11-23 08:30");
    w.advance(10_000);
    await w.deliver();
    const sent = w.calls.filter(({ payload }) => payload.chat_id === SUPERVISOR);
    expect(sent.map(({ method }) => method)).toEqual(["sendPhoto", "sendMessage"]);
    expect((sent[0]!.payload["photo"] as InputFile).filename).toBe("complaints-2026-11-16.png");
    expect(sent[1]!.payload.text).toContain("投诉 3 件");
    // The other district had nothing: words only.
    expect(w.calls.filter(({ payload }) => payload.chat_id === OTHER_SUPERVISOR).map(({ method }) => method)).toEqual(["sendMessage"]);
    await runAt(w, "11-30 08:30");
    w.forget();
    w.setNow(at("12-01 00:00"));
    await w.deliver();
    expect(w.calls).toEqual([]);
  });

  test("is not sent to someone who left meanwhile", async () => {
    const w = await startReports();
    w.buildWeek();
    await runAt(w, "11-23 08:30");
    w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.personId, SUPERVISOR)).run();
    w.advance(10_000);
    await w.deliver();
    expect(w.textsTo(SUPERVISOR)).toEqual([]);
  });
});
