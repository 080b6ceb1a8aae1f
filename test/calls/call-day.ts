import { eq } from "drizzle-orm";
import { audit } from "../../db/audit.tables.ts";
import { windowCalls } from "../../db/calls.tables.ts";
import { MANAGER, startOrderDay } from "../windows/order-day.ts";
import { holdPhone } from "./phone.ts";

/** An order day at the minute of its reminder: nobody is linked to 和平路便利店, 202 was reminded for 建设路烟酒店, the manager holds the list. */
export async function startCallDay() {
  const day = await startOrderDay();
  const shop = day.addShop("和平路便利店", [], { contactName: "王建国", address: "和平路 12 号", phone: "13800001234" });
  const reminded = day.addShop("建设路烟酒店", [202]);
  await day.setCutoff("17:00");
  await day.beat();
  await day.goTo("16:00");
  return {
    ...day,
    shop,
    reminded,
    phone: holdPhone(day, MANAGER),
    findCalls: () => day.db.select().from(windowCalls).all(),
    auditOf: (action: string) => day.db.select().from(audit).where(eq(audit.action, action)).all(),
  };
}

export type CallDay = Awaited<ReturnType<typeof startCallDay>>;
