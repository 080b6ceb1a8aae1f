import { complaintEvents, complaints, promises } from "../../db/complaints.tables.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";
import { startWorld, type World } from "../complaints/world.ts";

export const OTHER_SUPERVISOR = 410;

/** Wednesday 25 November 2026, 10:00 in Shanghai; "11-16 09:00" is in the week before. */
export const at = (time: string): number => Date.parse(`2026-${time.replace(" ", "T")}:00+08:00`);

type Promised = {
  kind: "desk_reply" | "door_visit" | "return_visit";
  due: string;
  state?: "open" | "kept" | "kept_late" | "waived";
  ended?: string;
};
type Built = {
  opened: string;
  category?: (typeof complaints.$inferInsert)["category"];
  state?: "open" | "closed" | "withdrawn";
  cause?: string;
  rated?: [string, "satisfied" | "so_so" | "not_satisfied"];
  retailerId?: number;
  districtId?: number;
  promises?: Promised[];
};

/** The world of complaints, with cases as they stand in the database after some weeks. */
export async function startReports(options: Parameters<typeof startWorld>[0] = {}) {
  const w: World = await startWorld({ now: at("11-25 10:00"), ...options });
  const far = buildDistrict(w.db);
  buildStaff(w.db, OTHER_SUPERVISOR, ["supervisor"], { name: "孙主任", districtId: far.id });
  const route = buildRoute(w.db, { code: "R900", districtId: far.id });
  const farShop = buildRetailer(w.db, { shopName: "远郊店", routeId: route.id });
  buildShopPerson(w.db, farShop.id, 170);
  let seq = 0;

  function build({ opened, rated, promises: promised = [], ...fields }: Built) {
    seq += 1;
    const filed = w.db
      .insert(complaints)
      .values({
        number: `C-20261101-${String(seq).padStart(4, "0")}`,
        day: "2026-11-01",
        seq,
        retailerId: w.shop.id,
        districtId: w.district.id,
        personId: 100,
        chatId: 100,
        messageId: 50_000 + seq,
        text: "机密的话",
        category: "delivery",
        state: "closed",
        satisfaction: rated?.[1] ?? null,
        openedAt: at(opened),
        closedAt: at(opened),
        ...fields,
      })
      .returning()
      .get();
    for (const { kind, due, state = "open", ended } of promised)
      w.db
        .insert(promises)
        .values({
          complaintId: filed.id,
          kind,
          ownerId: kind === "door_visit" ? w.manager.id : null,
          dueAt: at(due),
          state,
          endedAt: ended === undefined ? null : at(ended),
        })
        .run();
    if (rated)
      w.db
        .insert(complaintEvents)
        .values({ complaintId: filed.id, at: at(rated[0]), kind: "rated", text: rated[1] })
        .run();
    return filed;
  }

  /** Last week: three complaints of one shop, one question, one withdrawn; the week before: one. */
  function buildWeek() {
    build({ opened: "11-10 09:00", category: "supply" });
    build({
      opened: "11-16 11:50",
      cause: "送货延误",
      rated: ["11-20 10:00", "satisfied"],
      promises: [
        // Ten minutes before lunch and ten after it.
        { kind: "desk_reply", due: "11-16 14:20", state: "kept", ended: "11-16 14:10" },
        { kind: "door_visit", due: "11-18 11:50", state: "kept_late", ended: "11-18 15:00" },
        // The same time of the next working day: 15:00 to 17:30 and 08:30 to 10:00.
        { kind: "return_visit", due: "11-20 15:00", state: "kept", ended: "11-19 10:00" },
      ],
    });
    build({
      opened: "11-20 17:00",
      cause: "送货延误",
      rated: ["11-22 10:00", "not_satisfied"],
      promises: [{ kind: "desk_reply", due: "11-20 17:30", state: "kept_late", ended: "11-23 09:00" }],
    });
    build({ opened: "11-17 09:00", category: "quality", state: "open", promises: [{ kind: "door_visit", due: "11-19 09:00" }] });
    build({ opened: "11-17 09:00", category: "advice" });
    build({ opened: "11-17 09:00", state: "withdrawn", promises: [{ kind: "desk_reply", due: "11-17 09:30", state: "waived" }] });
  }

  return { ...w, far, farShop, build, buildWeek };
}
export type Reports = Awaited<ReturnType<typeof startReports>>;
