import { eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { windowOutcomes } from "../../db/outcomes.tables.ts";
import { people } from "../../db/people.tables.ts";
import { windowAnswers } from "../../db/windows.tables.ts";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { NotNowReason } from "../../src/windows/rules.ts";
import { importOrders } from "../../src/orders/service.ts";
import { sweepOutcomes } from "../../src/outcomes/jobs.ts";
import { at, startOrderDay } from "../windows/order-day.ts";

/** An ordering day of R101 with what its window comes to: orders, answers and the sweep that counts. */
export async function startOutcomeDay(env: Record<string, string> = {}) {
  const day = await startOrderDay(env);
  const { db, deps } = day;

  /** What one of the shop's people answered to the reminder of the first window. */
  const answer = (personId: number, what: "said_ordered" | NotNowReason, time = "16:20") =>
    db
      .insert(windowAnswers)
      .values({
        windowId: 1,
        personId,
        at: at(time),
        ...(what === "said_ordered" ? { answer: what } : { answer: "not_now" as const, reason: what }),
      })
      .run();
  let orderNo = 0;
  /** An order of another day than the rig's Monday. */
  const orderOn = (date: string, licenceNo: string, time: string, cartons = 10) =>
    importOrders(deps, [{ order_no: `D${++orderNo}`, licence_no: licenceNo, ordered_at: `${date} ${time}`, cartons, amount: 100 }]);
  const mute = (personId: number) =>
    db
      .update(people)
      .set({ remindersMutedAt: at("08:00") })
      .where(eq(people.id, personId))
      .run();
  /** The feed brings something at this time, and half a minute later the sweep looks. */
  const count = async (time = "17:20") => {
    day.setNow(at(time));
    await day.beat();
    await sweep();
  };
  const sweep = async () => {
    await sweepOutcomes(deps);
    await day.deliver();
  };
  const outcomes = () => db.select().from(windowOutcomes).orderBy(windowOutcomes.windowId).all();
  const rowsOf = (kind: DeliveryKind) => db.select().from(deliveries).where(eq(deliveries.kind, kind)).orderBy(deliveries.id).all();
  return { ...day, answer, orderOn, mute, count, sweep, outcomes, rowsOf };
}

export type OutcomeDay = Awaited<ReturnType<typeof startOutcomeDay>>;
