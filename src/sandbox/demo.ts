import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { FastifyPluginAsync } from "fastify";
import type { Deps } from "../deps.ts";
import { noteGroup, setGroupLocale } from "../groups/service.ts";
import { createPost, sendPost } from "../posts/service.ts";
import { GROUPS, membersOf, noteOf, SHOPS, STAFF, SUPPLY_POST } from "./demo-company.ts";
import { ensureDemoTopics, seedCompany, seedOrderWindow } from "./demo-seed.ts";
import { sandboxRoutes } from "./routes.ts";
import { createTelegram, type Telegram } from "./telegram.ts";
import type { Language } from "./world.ts";

export type Sandbox = {
  token: string;
  /** Page, client API and Bot API, for the HTTP server. */
  routes: FastifyPluginAsync;
  /** Lets the demo company come to life; called once the bot answers at `apiRoot`. */
  begin(apiRoot: string): Promise<void>;
  close(): void;
};

const BOT_ID = 1_000_000_001;
const BOT = { username: "tongzhou_bot", first_name: "同舟" };
const START_AFTER_MS = 40_000;
const KNOWN = [...STAFF.map(({ id }) => id), ...SHOPS.filter(({ isVerified }) => isVerified).map(({ id }) => id)];
/** Time for the bot to take everyone's Start: what it sends to somebody before that is lost. */
const ORDER_WINDOW_AFTER_MS = 4_000;
/** Late enough that the newcomer has the page open, early enough for the first look. */
const SUPPLY_POST_AFTER_MS = 20_000;

/** Secret, although the stand-in answers this machine only: another site's page open in the same browser must not guess it. */
function readToken(dir: string): string {
  const file = `${dir}/sandbox-token`;
  if (!existsSync(file)) writeFileSync(file, `${BOT_ID}:${randomBytes(24).toString("base64url")}`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function seedTelegram(telegram: Telegram): void {
  for (const { id, phone, role, name, note } of STAFF) telegram.addPerson({ id, phone, role, names: name, notes: note, isStarted: true });
  for (const shop of SHOPS)
    telegram.addPerson({
      id: shop.id,
      phone: shop.phone,
      role: "retailer",
      names: shop.contact,
      notes: noteOf(shop),
      isStarted: shop.isVerified,
    });
  const creator = STAFF.find(({ role }) => role === "admin")!.id;
  for (const group of GROUPS)
    telegram.addGroup({ id: group.id, titles: group.title, isForum: group.isForum, members: membersOf(group), creator });
}

const hasWritten = (telegram: Telegram, id: number): boolean => telegram.messages(id).some(({ from }) => from?.id === id);

/**
 * Everyone who is known already presses Start, so the page opens on chats that have something in them. It waits for the first visit
 * because only the browser tells the language of the greetings; without a visit it must come before the order window opens. The bot may
 * write to them before that, as to people it has known for long: a complaint of the first second reaches the desk.
 */
function pressStart(telegram: Telegram): void {
  for (const id of KNOWN) if (!hasWritten(telegram, id)) telegram.start(id);
}

/** A greeting in the new language brings the keyboard in it too: the page follows the switch whole. */
function pressStartAgain(telegram: Telegram): void {
  for (const id of KNOWN) if (hasWritten(telegram, id)) telegram.start(id);
}

async function postSupply(deps: Deps, language: Language): Promise<void> {
  const author = STAFF.find(({ role }) => role === "broadcaster")!;
  const parts = [{ messageId: null, media: null, text: SUPPLY_POST[language], entities: [] }];
  const draft = await createPost(deps, { authorId: author.id, column: "supply", parts });
  if (draft.ok) await sendPost(deps, draft.post.id, author.id);
}

/** The stand-in for Telegram with the demo company in it, for a start without a BOT_TOKEN. */
export async function startDemo(deps: Deps): Promise<Sandbox> {
  const token = readToken(deps.config.dataDir);
  const telegram = createTelegram({
    file: `${deps.config.dataDir}/sandbox.db`,
    token,
    clock: deps.clock,
    bot: BOT,
    timeZone: deps.config.timeZone,
  });
  seedTelegram(telegram);
  await seedCompany(deps, telegram.people().language);
  const timers: NodeJS.Timeout[] = [];
  let botApi: string | undefined;
  let isAwake = false;
  // At the first visit, or soon without one: the reminder is still to come when the newcomer has the page open.
  const wake = () => {
    pressStart(telegram);
    if (isAwake) return;
    isAwake = true;
    const open = () =>
      void seedOrderWindow(deps).catch((error: unknown) => deps.log.error({ err: error }, "the demo's order window could not be opened"));
    timers.push(setTimeout(open, ORDER_WINDOW_AFTER_MS));
  };
  const onLanguage = async (language: Language) => {
    await seedCompany(deps, language);
    await setGroupLocale(deps, language);
    pressStartAgain(telegram);
    for (const { id, title, isForum } of GROUPS) await noteGroup(deps, { id, title: title[language], is_forum: isForum });
    // Only names: switching to and fro may meet the group's limit, and the next switch mends it.
    if (botApi)
      await ensureDemoTopics(deps, botApi, token).catch((error: unknown) => deps.log.warn({ err: error }, "topics keep their names"));
  };
  return {
    token,
    routes: sandboxRoutes(telegram, { onLanguage, onVisit: wake }),
    async begin(apiRoot) {
      botApi = apiRoot;
      await ensureDemoTopics(deps, apiRoot, token);
      timers.push(setTimeout(wake, START_AFTER_MS));
      const post = () =>
        void postSupply(deps, telegram.people().language).catch((error: unknown) =>
          deps.log.error({ err: error }, "the demo's supply post failed"),
        );
      timers.push(setTimeout(post, SUPPLY_POST_AFTER_MS));
    },
    close() {
      for (const timer of timers) clearTimeout(timer);
      telegram.close();
    },
  };
}
