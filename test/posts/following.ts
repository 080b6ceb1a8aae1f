import { and, asc, eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { postAcks, posts } from "../../db/posts.tables.ts";
import type { people } from "../../db/people.tables.ts";
import type { retailers } from "../../db/retailers.tables.ts";
import type { Call } from "../support/bot.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson } from "../support/build.ts";
import { startPosting } from "./support.ts";

/** Writes for the whole company: the admin of ADMIN_IDS. */
export const ADMIN = 1;
/** People of shops: two on R101, of whom one also acts for a shop on R102; one on R102; one in another district. */
export const LI = 201;
export const WANG = 202;
export const ZHAO = 203;
export const FAR = 204;
export const IN_GROUP = (chatId: number) => ({ chat: { id: chatId, type: "supergroup", title: "群" } });

export const textOf = (call: Call): string => call.payload.text!;

const REPORT_WAIT_MS = 3_000;

/** A company that has sent, or is to send, posts: what comes after sending is the matter here. */
export async function startFollowing(options: { language?: "zh" | "en" } = {}) {
  const t = await startPosting(options);
  const second = buildRoute(t.db, { districtId: t.district.id, code: "R102" });
  const far = buildRoute(t.db, { districtId: buildDistrict(t.db, options.language === "en" ? "West" : "城西区").id, code: "R201" });

  const shop = (
    personId: number,
    routeId: number,
    fields: Partial<typeof retailers.$inferInsert> = {},
    person: Partial<typeof people.$inferInsert> = {},
  ) => {
    const retailer = buildRetailer(t.db, { routeId, ...fields });
    buildShopPerson(t.db, retailer.id, personId, person);
    return retailer;
  };
  const language = { clientLanguage: options.language ?? "zh" };
  shop(LI, t.route.id, { shopName: "和平路便利店", licenceNo: "140199000101" }, { firstName: "李店主", ...language });
  shop(WANG, t.route.id, { shopName: "新华烟酒", licenceNo: "140199000102" }, { firstName: "王店主", ...language });
  shop(WANG, second.id, { shopName: "新华二店", licenceNo: "140199000100" });
  shop(ZHAO, second.id, { shopName: "老赵食杂店", licenceNo: "140199000103" }, { firstName: "赵店主", ...language });
  shop(FAR, far.id, { shopName: "城西超市", licenceNo: "140199000104" }, { firstName: "钱店主", ...language });

  const admin = t.person(ADMIN, { language: options.language ?? "zh" });
  const read = () => t.db.select().from(posts).all().at(-1)!;

  /** Everything that is due, until the report is out. */
  async function deliverAll(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await t.deliver();
      t.advance(REPORT_WAIT_MS);
    }
  }

  /** Composes by chat, with each tap of `taps` ("set:requireAck:1", "aud:people") on the draft, and sends; nothing is delivered yet. */
  async function send(column: string, text: string, taps: readonly string[] = [], by = admin): Promise<number> {
    await by.write(column === "announcement" ? "/announce" : `/post ${column}`);
    await by.send({ text });
    const { id } = read();
    for (const tap of taps) {
      const [action, ...more] = tap.split(":");
      await by.press(["post", action, id, ...more].join(":"));
    }
    await by.press(`post:send:${id}`);
    return id;
  }

  return {
    ...t,
    second,
    far,
    shop,
    admin,
    deliverAll,
    send,
    /** Sends a post that asks to be acknowledged, and lets it arrive. */
    async publish(taps: readonly string[] = [], { column = "policy", text = "明早停电，请提前备货", by = admin } = {}): Promise<number> {
      const id = await send(column, text, ["set:requireAck:1", ...taps], by);
      await deliverAll();
      t.forget();
      return id;
    },
    acks: () => t.db.select().from(postAcks).all(),
    state: (id: number) => t.db.select().from(posts).where(eq(posts.id, id)).get()!.state,
    rows: (kind: "post" | "post_remind" | "post_progress" | "post_report", id: number) =>
      t.db
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.kind, kind), eq(deliveries.subjectId, id)))
        .orderBy(asc(deliveries.id))
        .all(),
    /** The report as someone sees it now. */
    async report(id: number, by = admin): Promise<Call> {
      await by.press(`post:rep:${id}:0`);
      return t.calls.findLast(({ method }) => method === "editMessageText")!;
    },
  };
}

export type Following = Awaited<ReturnType<typeof startFollowing>>;
