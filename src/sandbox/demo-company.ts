import type { Locale } from "../config.ts";
import type { BusinessType } from "../retailers/rules.ts";
import type { StaffRole } from "../staff/rules.ts";

type Both<T = string> = Record<Locale, T>;

/** The demo company: one district, two routes, six shops. Ids and phone numbers are invented and mean nothing outside the sandbox. */
export const DISTRICT: Both = { zh: "城东区", en: "East District" };

export type DemoStaff = { id: number; code: string; phone: string; role: StaffRole; name: Both; note: Both };

export const STAFF: DemoStaff[] = [
  {
    id: 9003,
    code: "S203",
    phone: "13900000203",
    role: "account_manager",
    name: { zh: "李强", en: "Li Qiang" },
    note: { zh: "管 R101、R102：没订货的名单，投诉上门", en: "Looks after R101 and R102: the list of who has not ordered, door visits" },
  },
  {
    id: 9008,
    code: "S208",
    phone: "13900000208",
    role: "account_manager",
    name: { zh: "马军", en: "Ma Jun" },
    note: { zh: "没有线路：接手转交的上门，李强休假时代班", en: "No route of his own: takes visits over, stands in for Li Qiang (/away)" },
  },
  {
    id: 9004,
    code: "S204",
    phone: "13900000204",
    role: "service_desk",
    name: { zh: "张敏", en: "Zhang Min" },
    note: { zh: "在客服群里回复投诉", en: "Answers complaints in the desk group" },
  },
  {
    id: 9007,
    code: "S207",
    phone: "13900000207",
    role: "service_desk",
    name: { zh: "许婷", en: "Xu Ting" },
    note: { zh: "第二位客服：认领、转交", en: "The second clerk: to claim from and to hand over to" },
  },
  {
    id: 9005,
    code: "S205",
    phone: "13900000205",
    role: "broadcaster",
    name: { zh: "陈晨", en: "Chen Chen" },
    note: { zh: "发布货源和新品", en: "Posts supply news and promos" },
  },
  {
    id: 9002,
    code: "S202",
    phone: "13900000202",
    role: "supervisor",
    name: { zh: "赵磊", en: "Zhao Lei" },
    note: { zh: "区营销部，负责回访", en: "District marketing, makes the return visits" },
  },
  {
    id: 9006,
    code: "S206",
    phone: "13900000206",
    role: "order_department",
    name: { zh: "何静", en: "He Jing" },
    note: { zh: "订单部：/cutoff 改截止，/outage 报故障", en: "Order department: moves cutoffs (/cutoff), reports outages (/outage)" },
  },
  {
    id: 9001,
    code: "S201",
    phone: "13900000201",
    role: "admin",
    name: { zh: "孙芳", en: "Sun Fang" },
    note: { zh: "员工、群、名册", en: "Staff, groups, roster" },
  },
];

export type DemoShop = {
  id: number;
  licenceNo: string;
  phone: string;
  route: "R101" | "R102";
  /** The person has shared the contact already; otherwise the newcomer can try it. */
  isVerified: boolean;
  /** What the company's ordering system reports for the demo's order window; 0 = no order. */
  cartons: number;
  contact: Both;
  shop: Both;
  businessType: BusinessType;
  supplyGroup: number;
};

const shop = (n: number, fields: Omit<DemoShop, "id" | "licenceNo" | "phone">): DemoShop => ({
  id: 9100 + n,
  licenceNo: String(140_100_000_100 + n),
  phone: String(13_900_000_100 + n),
  ...fields,
});

export const SHOPS: DemoShop[] = [
  shop(1, {
    route: "R101",
    isVerified: true,
    cartons: 0,
    contact: { zh: "王丽", en: "Wang Li" },
    shop: { zh: "和平路便利店", en: "Heping Road Store" },
    businessType: "convenience_store",
    supplyGroup: 18,
  }),
  shop(2, {
    route: "R101",
    isVerified: true,
    cartons: 42,
    contact: { zh: "刘洋", en: "Liu Yang" },
    shop: { zh: "光明超市", en: "Guangming Supermarket" },
    businessType: "supermarket",
    supplyGroup: 25,
  }),
  shop(3, {
    route: "R101",
    isVerified: true,
    cartons: 0,
    contact: { zh: "周建国", en: "Zhou Jianguo" },
    shop: { zh: "老周烟酒", en: "Zhou's Tobacco & Liquor" },
    businessType: "tobacco_liquor",
    supplyGroup: 21,
  }),
  shop(4, {
    route: "R102",
    isVerified: true,
    cartons: 15,
    contact: { zh: "吴敏", en: "Wu Min" },
    shop: { zh: "新华食杂店", en: "Xinhua Grocery" },
    businessType: "grocery",
    supplyGroup: 9,
  }),
  shop(5, {
    route: "R102",
    isVerified: true,
    cartons: 0,
    contact: { zh: "郑华", en: "Zheng Hua" },
    shop: { zh: "东门便利店", en: "East Gate Store" },
    businessType: "convenience_store",
    supplyGroup: 14,
  }),
  shop(6, {
    route: "R102",
    isVerified: false,
    cartons: 0,
    contact: { zh: "冯雪", en: "Feng Xue" },
    shop: { zh: "小冯商店", en: "Feng's Shop" },
    businessType: "grocery",
    supplyGroup: 6,
  }),
];

/** One line about a shop's person for the newcomer. */
export function noteOf({ route, isVerified, cartons }: DemoShop): Both {
  if (!isVerified) return { zh: `${route}，还没验证身份，可以试试`, en: `${route}, not verified yet: try it` };
  if (cartons > 0) return { zh: `${route}，本次已订 ${cartons} 条`, en: `${route}, has ordered ${cartons} cartons` };
  return { zh: `${route}，本次还没订货`, en: `${route}, has not ordered yet` };
}

export type DemoGroup = { id: number; route: DemoShop["route"] | undefined; title: Both; isForum: boolean };

export const GROUPS: DemoGroup[] = [
  { id: -1_002_000_000_101, route: "R101", title: { zh: "R101 和平路客户群", en: "R101 Heping Road retailers" }, isForum: true },
  { id: -1_002_000_000_102, route: "R102", title: { zh: "R102 东门客户群", en: "R102 East Gate retailers" }, isForum: true },
  { id: -1_002_000_000_103, route: undefined, title: { zh: "城东区客服群", en: "East District service desk" }, isForum: false },
];

/** Who is in a group: the desk group has all staff, a route's group its verified people and the staff who work there. */
export function membersOf(group: DemoGroup): number[] {
  const staff = STAFF.filter(({ role }) => group.route === undefined || role !== "service_desk").map(({ id }) => id);
  const shops = SHOPS.filter(({ route, isVerified }) => route === group.route && isVerified).map(({ id }) => id);
  return [...shops, ...staff];
}

/** The supply post that arrives by itself, so that a newcomer sees the columns at work. */
export const SUPPLY_POST: Both = {
  zh: "本周货源（周一到货）\n・白沙（硬） 每户 5 条\n・黄鹤楼（软蓝） 按档位 2–6 条\n・双喜（经典） 敞开供应\n紧俏货源按档位投放，以订货系统为准。",
  en: "Supply this week (arriving Monday)\n・Baisha (hard pack): 5 cartons a shop\n・Huanghelou (soft blue): 2–6 cartons by supply group\n・Shuangxi (classic): open supply\nScarce goods go by supply group; the ordering system has the final figures.",
};
