import { complaints, promises, complaintEvents } from "../../db/complaints.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { startTestBot, type Call } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

export const RETAILER = 100;
export const SPOUSE = 101;
export const STRANGER = 150;
export const OTHER_RETAILER = 160;
export const CLERK = 200;
export const MANAGER = 300;
export const SUPERVISOR = 400;
export const ADMIN = 1;

type Options = { hasDesk?: boolean; language?: string; env?: Record<string, string>; now?: number };

/** A district with a desk group, a route with its account manager, a shop with two people, and another district with a shop. */
export async function startWorld({ hasDesk = true, language = "zh", ...options }: Options = {}) {
  const bot = await startTestBot(options);
  const { db } = bot;
  const district = buildDistrict(db);
  const manager = buildStaff(db, MANAGER, ["account_manager"], { name: "王强", districtId: district.id });
  const route = buildRoute(db, { code: "R101", districtId: district.id, accountManagerId: manager.id });
  const shop = buildRetailer(db, {
    shopName: "和平路便利店",
    routeId: route.id,
    tier: "金牌",
    phone: "13812345678",
    address: "和平路 1 号",
  });
  const locale = language === "zh" ? ("zh" as const) : ("en" as const);
  buildShopPerson(db, shop.id, RETAILER, { clientLanguage: language });
  buildShopPerson(db, shop.id, SPOUSE, { clientLanguage: language });
  const elsewhere = buildRetailer(db, { shopName: "别的店" });
  buildShopPerson(db, elsewhere.id, OTHER_RETAILER);
  const clerk = buildStaff(db, CLERK, ["service_desk"], { name: "李敏", districtId: district.id });
  const supervisor = buildStaff(db, SUPERVISOR, ["supervisor"], { name: "赵主任", districtId: district.id });
  const desk = hasDesk ? buildGroup(db, { districtId: district.id, kind: "desk", isForum: false, locale }) : undefined;
  const group = buildGroup(db, { districtId: district.id, routeId: route.id, isForum: false, locale });
  const chatOf = (row: { chatId: number }) => ({ id: row.chatId, type: "supergroup", title: "群" });

  const person = (id: number) => bot.person(id, { language });
  const cases = () => db.select().from(complaints).all();
  const promised = () => db.select().from(promises).all();
  const timeline = () => db.select().from(complaintEvents).all();
  const outbox = () => db.select().from(deliveries).all();
  const last = <T>(rows: T[]): T => rows.at(-1)!;
  /** Whether a call draws a message for the last time: nobody replies to that or taps on it any more. */
  const isLastDrawn = ({ method, payload }: Call): boolean =>
    method === "editMessageText" &&
    outbox().some((row) => row.data?.["last"] && row.chatId === payload.chat_id && row.data["messageId"] === payload["message_id"]);
  /** The bot's last message to a chat that a person could reply to or tap on. */
  const lastTo = (chatId: number): Call => last(bot.calls.filter((call) => call.payload.chat_id === chatId && !isLastDrawn(call)));
  /** The texts sent to a chat, without the cards that were only drawn anew. */
  function textsTo(chatId: number): string[] {
    const cards = outbox().filter(({ kind }) => kind === "complaint_card");
    const isRedrawn = ({ method, payload }: Call) =>
      method === "editMessageText" && cards.some((card) => card.chatId === chatId && card.messageId === payload["message_id"]);
    const sent = bot.calls.filter(
      (call) => call.payload.chat_id === chatId && call.method !== "sendChatAction" && !isRedrawn(call) && !isLastDrawn(call),
    );
    return sent.map(({ payload }) => payload.text ?? (payload["caption"] as string | undefined) ?? "");
  }
  const buttonsOf = (call: Call): string[] => {
    const markup = call.payload["reply_markup"] as { inline_keyboard?: { callback_data?: string; url?: string }[][] } | undefined;
    return (markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data ?? button.url ?? "");
  };
  const alerts = () => bot.calls.filter(({ method }) => method === "answerCallbackQuery").map(({ payload }) => payload.text ?? "");
  const reply = (id: number, chat: object | undefined, to: Call, fields: object) =>
    person(id).send(
      { reply_to_message: { message_id: to.messageId, from: { id: 999, is_bot: true, first_name: "同舟" }, date: 1 }, ...fields },
      chat,
    );

  /** Files a complaint by the shop's owner in private and sends everything it causes. */
  async function fileOne(text = "昨天送货少了两条") {
    await person(RETAILER).write(`/complain ${text}`);
    await bot.deliver();
    return last(cases());
  }

  return {
    ...bot,
    person,
    district,
    route,
    shop,
    manager,
    clerk,
    supervisor,
    elsewhere,
    desk: desk && chatOf(desk),
    group: chatOf(group),
    cases,
    promised,
    timeline,
    outbox,
    lastTo,
    textsTo,
    buttonsOf,
    alerts,
    reply,
    fileOne,
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

export const photo = (fileId: string, fields: object = {}) => ({
  photo: [
    { file_id: `${fileId}-small`, file_unique_id: "s", width: 90, height: 90 },
    { file_id: fileId, file_unique_id: "l", width: 900, height: 900 },
  ],
  ...fields,
});
