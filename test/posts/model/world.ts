import { eq } from "drizzle-orm";
import { groupTopics, groups } from "../../../db/groups.tables.ts";
import { people } from "../../../db/people.tables.ts";
import { retailers, shopPeople } from "../../../db/retailers.tables.ts";
import { settings } from "../../../db/settings.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { COLUMNS } from "../../../src/posts/rules.ts";
import type { TestBot } from "../../support/bot.ts";
import { buildDistrict, buildGroup, buildPerson, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../../support/build.ts";

export const ADMIN = 1;
/** Who writes posts, needs approval for it or not, and who decides; the last is of another district. */
export const WRITERS = { free: 50, bound: 51, brand: 52, boundSupervisor: 71, farWriter: 60 };
export const DECIDERS = { supervisor: 70, farSupervisor: 72 };
/** Who has no part in the writing: shops, someone without one, and someone who left the company. */
export const OUTSIDERS = { owner: 201, twoShops: 202, silver: 203, farOwner: 204, suspended: 205, stranger: 206, former: 73 };
export const OUTSIDE: readonly number[] = Object.values(OUTSIDERS);
export const STAFF = [ADMIN, ...Object.values(WRITERS), ...Object.values(DECIDERS)];
export const EVERYONE = [...STAFF, ...Object.values(OUTSIDERS)];
export const FORUM = -1_001_000_000_101;
export const PLAIN = -1_001_000_000_102;
const [PUBLIC, UNCONFIRMED, FAR_GROUP] = [-1_001_000_000_103, -1_001_000_000_104, -1_001_000_000_105];
export const GROUPS = [FORUM, PLAIN, PUBLIC, UNCONFIRMED, FAR_GROUP];
/** Words that stop a post: from the beginning, and once an admin has listed the second. */
export const [STOP_WORD, LISTED_LATER] = ["特供", "内部价"];
/** Quotas by which the supply group is known that they are for. */
export const QUOTAS = { low: /111\d/, middle: /222\d/, high: /333\d/ };
export const bandOf = (group: number | null): keyof typeof QUOTAS | undefined =>
  group === null ? undefined : group <= 10 ? "low" : group <= 20 ? "middle" : "high";

/** Two districts with their routes, shops, groups and staff. */
export function buildWorld({ db }: TestBot): void {
  const here = buildDistrict(db, "城东区").id;
  const far = buildDistrict(db, "城西区").id;
  const [first, second] = ["R101", "R102"].map((code) => buildRoute(db, { districtId: here, code }).id);
  const other = buildRoute(db, { districtId: far, code: "R201" }).id;
  buildPerson(db, ADMIN);
  buildStaff(db, WRITERS.free, ["broadcaster"], { name: "小赵", districtId: here });
  buildStaff(db, WRITERS.bound, ["broadcaster"], { name: "小李", districtId: here, needsApproval: true });
  buildStaff(db, WRITERS.brand, ["brand_partner"], { name: "工业", districtId: here });
  buildStaff(db, WRITERS.boundSupervisor, ["supervisor"], { name: "赵强", districtId: here, needsApproval: true });
  buildStaff(db, WRITERS.farWriter, ["broadcaster"], { name: "小钱", districtId: far, needsApproval: true });
  buildStaff(db, DECIDERS.supervisor, ["supervisor"], { name: "王芳", districtId: here });
  buildStaff(db, DECIDERS.farSupervisor, ["supervisor"], { name: "钱进", districtId: far });
  buildStaff(db, OUTSIDERS.former, ["broadcaster"], { name: "前同事", districtId: here, removedAt: 1 });
  const shop = (person: number, routeId: number, fields: Partial<typeof retailers.$inferInsert>) =>
    buildShopPerson(db, buildRetailer(db, { routeId, ...fields }).id, person);
  shop(OUTSIDERS.owner, first!, { tier: "gold", supplyGroup: 5, licenceNo: "140199000101", area: "urban" });
  shop(OUTSIDERS.twoShops, first!, { tier: "silver", supplyGroup: 15, licenceNo: "140199000102" });
  shop(OUTSIDERS.twoShops, second!, { tier: "gold", supplyGroup: 5, licenceNo: "140199000103" });
  shop(OUTSIDERS.silver, second!, { tier: "silver", licenceNo: "140199000104", area: "rural" });
  shop(OUTSIDERS.farOwner, other, { tier: "gold", supplyGroup: 25, licenceNo: "140199000105" });
  shop(OUTSIDERS.suspended, first!, { status: "suspended", licenceNo: "140199000106" });
  buildPerson(db, OUTSIDERS.stranger);
  const forum = buildGroup(db, { chatId: FORUM, districtId: here, routeId: first!, title: "R101 群" });
  for (const [at, column] of COLUMNS.entries())
    db.insert(groupTopics)
      .values({ groupId: forum.id, column, threadId: 101 + at })
      .run();
  const plain = { districtId: here, isForum: false };
  buildGroup(db, { ...plain, chatId: PLAIN, title: "老群" });
  buildGroup(db, { ...plain, chatId: PUBLIC, routeId: second!, title: "公开群", username: "open_shop" });
  buildGroup(db, { ...plain, chatId: UNCONFIRMED, title: "新群", licensedOnlyAt: null, licensedOnlyBy: null });
  buildGroup(db, { ...plain, chatId: FAR_GROUP, districtId: far, title: "西区群" });
}

type Change = (bot: TestBot) => unknown;
const setGroup =
  (chatId: number, fields: Partial<typeof groups.$inferInsert>): Change =>
  ({ db }) =>
    db.update(groups).set(fields).where(eq(groups.chatId, chatId)).run();
const setShop =
  (licenceNo: string, status: "active" | "suspended"): Change =>
  ({ db }) =>
    db.update(retailers).set({ status }).where(eq(retailers.licenceNo, licenceNo)).run();
const setStaff =
  (personId: number, fields: Partial<typeof staff.$inferInsert>): Change =>
  ({ db }) =>
    db.update(staff).set(fields).where(eq(staff.personId, personId)).run();

/** What happens around the bot. */
export const CHANGES: readonly Change[] = [
  setGroup(PLAIN, { username: "now_open" }),
  setGroup(PLAIN, { username: null }),
  setGroup(UNCONFIRMED, { licensedOnlyAt: 1, licensedOnlyBy: ADMIN }),
  setGroup(FORUM, { licensedOnlyAt: null, licensedOnlyBy: null }),
  setGroup(FORUM, { licensedOnlyAt: 1, licensedOnlyBy: ADMIN }),
  setGroup(FORUM, { state: "unlinked" }),
  setGroup(FORUM, { state: "active" }),
  setGroup(PLAIN, { state: "active" }),
  setShop("140199000101", "suspended"),
  setShop("140199000101", "active"),
  setShop("140199000103", "suspended"),
  setShop("140199000106", "active"),
  setStaff(WRITERS.free, { needsApproval: true }),
  setStaff(WRITERS.free, { needsApproval: false }),
  setStaff(WRITERS.bound, { removedAt: 1 }),
  setStaff(WRITERS.bound, { removedAt: null }),
  setStaff(DECIDERS.supervisor, { removedAt: 1 }),
  setStaff(DECIDERS.supervisor, { removedAt: null }),
  ({ db }) =>
    db
      .insert(shopPeople)
      .values({ retailerId: db.select().from(retailers).get()!.id, personId: OUTSIDERS.stranger, how: "contact", linkedAt: 1 })
      .onConflictDoNothing()
      .run(),
  ({ db }) => db.delete(shopPeople).where(eq(shopPeople.personId, OUTSIDERS.stranger)).run(),
  ({ db }) => db.update(people).set({ startedAt: null }).where(eq(people.id, OUTSIDERS.silver)).run(),
  ({ db }) =>
    db
      .insert(settings)
      .values({ key: "sensitive_words", value: [STOP_WORD, LISTED_LATER], updatedAt: 1 })
      .onConflictDoNothing()
      .run(),
];
