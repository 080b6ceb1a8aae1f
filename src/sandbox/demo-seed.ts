import { Api } from "grammy";
import { DateTime } from "luxon";
import type { Deps } from "../deps.ts";
import {
  confirmLicensedOnly,
  ensureTopics,
  findGroup,
  findLinkableDistricts,
  findLinkableRoutes,
  findRetailerGroups,
  linkGroup,
  renameTopics,
} from "../groups/service.ts";
import { importOrders } from "../orders/service.ts";
import { identify } from "../people/service.ts";
import { PRIVACY_VERSION, type RosterRow } from "../retailers/rules.ts";
import { agreeToPrivacy, bindByPhone, importRoster } from "../retailers/service.ts";
import { addStaffByContact, changeRole, place } from "../staff/service.ts";
import { importCalendar, listWindows } from "../windows/service.ts";
import { clientOptions } from "../telegram/api.ts";
import { DISTRICT, GROUPS, SHOPS, STAFF, type DemoStaff } from "./demo-company.ts";
import type { Language } from "./world.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** More than the reminder's lead, so that the newcomer sees it go out; the next full minute after it is the cutoff. */
const CUTOFF_AFTER_LEAD_MS = 30_000;
/** Yuan. */
const CARTON_PRICE = 200;
const ADMIN_ID = STAFF.find(({ role }) => role === "admin")!.id;
const MANAGER_ID = STAFF.find(({ role }) => role === "account_manager")!.id;

const rosterOf = (language: Language, district: string): RosterRow[] =>
  SHOPS.map((shop, index) => ({
    row: index + 1,
    licenceNo: shop.licenceNo,
    shopName: shop.shop[language],
    phone: shop.phone,
    district,
    route: shop.route,
    contactName: shop.contact[language],
    businessType: shop.businessType,
    supplyGroup: shop.supplyGroup,
    accountManager: STAFF.find(({ role }) => role === "account_manager")!.code,
  }));

/** A district is known by its name: once it has one, another language must not make a second of it. */
async function nameDistrict(deps: Deps): Promise<string> {
  const known = (await findLinkableDistricts(deps.db)).find(({ name }) => Object.values(DISTRICT).includes(name));
  return known?.name ?? DISTRICT[deps.config.locale];
}

async function seedStaff(deps: Deps, member: DemoStaff, districtId: number): Promise<void> {
  const name = member.name[deps.config.locale];
  const added = await addStaffByContact(deps, ADMIN_ID, member.code, { name, phone: member.phone, personId: member.id });
  if (!added.ok) return;
  await changeRole(deps, ADMIN_ID, { id: added.entry.id, role: member.role, isGiven: true });
  if (member.role !== "admin") await place(deps, ADMIN_ID, { id: added.entry.id, districtId });
}

async function seedGroups(deps: Deps, language: Language, districtId: number): Promise<void> {
  const routes = await findLinkableRoutes(deps.db);
  for (const { id: chatId, route, title, isForum } of GROUPS) {
    if (await findGroup(deps.db, chatId)) continue;
    const kind = route === undefined ? ("desk" as const) : ("retailers" as const);
    const routeId = routes.find(({ code }) => code === route)?.id ?? null;
    await linkGroup(deps, {
      chatId,
      title: title[language],
      username: null,
      isForum,
      kind,
      districtId,
      routeId,
      locale: language,
      linkedBy: ADMIN_ID,
    });
    if (kind === "retailers") await confirmLicensedOnly(deps, chatId, true, ADMIN_ID);
  }
}

/** Verifies the shops' people the way they would do it themselves. */
async function seedPeople(deps: Deps, language: Language): Promise<void> {
  for (const shop of SHOPS.filter(({ isVerified }) => isVerified)) {
    const user = { id: shop.id, is_bot: false, first_name: shop.contact[language], language_code: language };
    await identify(deps, user, true);
    await agreeToPrivacy(deps, shop.id, PRIVACY_VERSION);
    const { person } = await identify(deps, user, true);
    await bindByPhone(deps, person, { user_id: shop.id, phone_number: shop.phone });
  }
  for (const { id, name } of STAFF) await identify(deps, { id, is_bot: false, first_name: name[language], language_code: language }, true);
}

/** Brings roster, staff, groups and people of the demo company into the database, or their names into another language. Safe to run at every start. */
export async function seedCompany(deps: Deps, language: Language): Promise<void> {
  const name = await nameDistrict(deps);
  await importRoster(deps, rosterOf(language, name), ADMIN_ID);
  const district = (await findLinkableDistricts(deps.db)).find((each) => each.name === name)!;
  for (const member of STAFF) await seedStaff(deps, member, district.id);
  await seedGroups(deps, language, district.id);
  await seedPeople(deps, language);
}

/** The first ordering date from today that no earlier start has used, so that each start has a reminder of its own. */
async function findFreeDate(deps: Deps, today: DateTime): Promise<string> {
  for (let date = today; ; date = date.plus({ days: 1 })) {
    const day = date.toISODate()!;
    if ((await listWindows(deps, day)).length === 0) return day;
  }
}

/**
 * An order window of both routes whose reminder is due in 30 to 90 seconds, whatever the hour and the holiday, and the orders of
 * the shops that have ordered. A window that an earlier start left open is cancelled: nobody is reminded of two at once.
 */
export async function seedOrderWindow(deps: Deps): Promise<void> {
  const now = deps.clock();
  const today = DateTime.fromMillis(now, { zone: deps.config.timeZone }).startOf("day");
  const date = await findFreeDate(deps, today);
  const routes = ["R101", "R102"] as const;
  const iso = (at: number) => new Date(at).toISOString();
  const cutoff = iso(Math.ceil((now + deps.config.reminderLeadMs + CUTOFF_AFTER_LEAD_MS) / MINUTE_MS) * MINUTE_MS);
  const earlier: { route: string; date: string; cutoff: string }[] = [];
  for (let day = today; day.toISODate()! < date; day = day.plus({ days: 1 })) {
    for (const route of routes) earlier.push({ route, date: day.toISODate()!, cutoff: "cancelled" });
  }
  const opened = routes.map((route) => ({ route, date, cutoff, opens: iso(now - 6 * HOUR_MS) }));
  // In the account manager's name, who would otherwise be told of the change at every start.
  await importCalendar(deps, { rows: [], exceptions: [...earlier, ...opened] }, MANAGER_ID);
  const orders = SHOPS.filter(({ cartons }) => cartons > 0).map(({ licenceNo, cartons }) => ({
    order_no: `D${date.replaceAll("-", "")}-${licenceNo}`,
    licence_no: licenceNo,
    ordered_at: iso(now - HOUR_MS),
    cartons,
    amount: cartons * CARTON_PRICE,
  }));
  await importOrders(deps, orders);
}

/** The columns' topics, so that the newcomer sees what a group looks like before anything is posted, in the groups' language. */
export async function ensureDemoTopics(deps: Deps, apiRoot: string, token: string): Promise<void> {
  const api = new Api(token, clientOptions(apiRoot));
  for (const group of await findRetailerGroups(deps.db)) {
    if (!group.isForum) continue;
    await ensureTopics(deps, api, group);
    await renameTopics(deps, api, group);
  }
}
