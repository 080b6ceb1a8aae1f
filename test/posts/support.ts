import { groupTopics } from "../../db/groups.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { COLUMNS } from "../../src/posts/rules.ts";
import { startTestBot, type Call } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildRoute, buildStaff } from "../support/build.ts";

export const AUTHOR = 50;
export const FORUM = -1_001_000_000_101;
export const PLAIN = -1_001_000_000_102;
export const PUBLIC = -1_001_000_000_103;

/** A bot with a broadcaster and a Chinese forum with all topics (101 ... 105), ready to post. */
export async function startPosting({ language = "zh", env = {} }: { language?: "zh" | "en"; env?: Record<string, string> } = {}) {
  const bot = await startTestBot({ env });
  const district = buildDistrict(bot.db, language === "zh" ? "城东区" : "East");
  const route = buildRoute(bot.db, { districtId: district.id, code: "R101" });
  buildStaff(bot.db, AUTHOR, ["broadcaster"], { districtId: district.id });
  const place = { districtId: district.id, routeId: route.id, locale: language };
  const forum = buildGroup(bot.db, { ...place, chatId: FORUM, title: "R101 群" });
  for (const [i, column] of COLUMNS.entries())
    bot.db
      .insert(groupTopics)
      .values({ groupId: forum.id, column, threadId: 101 + i })
      .run();
  const author = bot.person(AUTHOR, { language });

  /** The last message to a chat, or change of one. */
  const lastTo = (chatId: number): Call =>
    bot.calls.findLast(({ method, payload }) => payload.chat_id === chatId && !method.startsWith("delete"))!;
  return {
    ...bot,
    district,
    route,
    forum,
    author,
    addPlain: (fields: object = {}) => buildGroup(bot.db, { ...place, chatId: PLAIN, title: "老群", isForum: false, ...fields }),
    addPublic: (fields: object = {}) => buildGroup(bot.db, { ...place, chatId: PUBLIC, title: "公开群", username: "open_shop", ...fields }),
    lastTo,
    /** With the words of the first part, which are all there is unless it is an album. */
    posts: () =>
      bot.db
        .select()
        .from(posts)
        .all()
        .map((post) => ({ ...post, text: post.parts[0]!.text, photo: post.parts[0]!.media?.fileId ?? null })),
    /** Composes a draft in a column and forgets the calls that took; its row. */
    draft: async (column: string, text: string, more: object = {}) => {
      await author.write(`/post ${column}`);
      const message = await author.send({ text, ...more });
      return { message, post: bot.db.select().from(posts).all().at(-1)! };
    },
    /** The texts to a chat without the message with the bar, which changes all the time. */
    newsTo: (chatId: number) => bot.textsTo(chatId).filter((text) => !/[▓░]/.test(text)),
    /** The answers to taps, the latest last. */
    alerts: () => bot.calls.filter(({ method }) => method === "answerCallbackQuery").map(({ payload }) => payload.text),
  };
}

export type Posting = Awaited<ReturnType<typeof startPosting>>;

/** The one part of a post of text, or of a photo with a caption. */
export const oneText = (text: string, photo: string | null = null) => ({
  parts: [{ messageId: null, media: photo === null ? null : { type: "photo" as const, fileId: photo }, text, entities: [] }],
});

/** The callback data of every button under a message. */
export const buttonsOf = (call: Call): string[] => {
  const markup = call.payload["reply_markup"] as { inline_keyboard?: { callback_data?: string }[][] } | undefined;
  return (markup?.inline_keyboard ?? []).flat().map((button) => button.callback_data ?? "");
};
