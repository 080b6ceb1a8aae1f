import type { Api } from "grammy";
import type { Db } from "../../db/client.ts";
import { deleteTopic, findTopics, saveTopic, type Group } from "../../db/groups.ts";
import type { Deps } from "../deps.ts";
import { COLUMNS, type Column } from "../posts/rules.ts";
import { readOutcome, type Outcome } from "../telegram/outcomes.ts";

type Forum = Pick<Group, "id" | "chatId" | "isForum" | "locale">;

/** Topics being made, per database: a link and a post that need the same one at the same time must not make two. */
const underWay = new WeakMap<Db, Map<string, Promise<number | undefined>>>();

/**
 * The topic of a column in a group, made now if it is missing. Undefined where posts go under a hashtag instead: in a plain group,
 * or when Telegram does not let the bot make topics. Throws when Telegram wants it tried later (429, no connection).
 */
export async function ensureTopic(deps: Deps, api: Api, group: Forum, column: Column): Promise<number | undefined> {
  if (!group.isForum) return undefined;
  const making = underWay.get(deps.db) ?? new Map<string, Promise<number | undefined>>();
  underWay.set(deps.db, making);
  const key = `${group.id}:${column}`;
  const current = making.get(key) ?? findOrCreate(deps, api, group, column).finally(() => making.delete(key));
  making.set(key, current);
  return current;
}

async function findOrCreate(deps: Deps, api: Api, group: Forum, column: Column): Promise<number | undefined> {
  const known = (await findTopics(deps.db, group.id)).get(column);
  if (known !== undefined) return known;
  try {
    const topic = await api.createForumTopic(group.chatId, deps.t(group.locale, `column-${column}`));
    await saveTopic(deps.db, group.id, column, topic.message_thread_id);
    return topic.message_thread_id;
  } catch (error) {
    if (isPassing(readOutcome(error))) throw error;
    return undefined;
  }
}

/** After an unknown outcome the topic may be there; asking again would make a second one, so this post goes under the hashtag. */
const isPassing = ({ kind }: Outcome): boolean => kind === "limited" || kind === "unsent";

/** Makes the missing topics of all columns, one after the other. Returns the columns that still have none. */
export async function ensureTopics(deps: Deps, api: Api, group: Forum): Promise<Column[]> {
  for (const column of COLUMNS) {
    // Without the right to manage topics the others would be refused as well.
    if ((await ensureTopic(deps, api, group, column)) === undefined) break;
  }
  const topics = await findTopics(deps.db, group.id);
  return COLUMNS.filter((column) => !topics.has(column));
}

/** Someone deleted a topic by hand: the next post makes a new one. */
export async function forgetTopic(deps: Deps, groupId: number, column: Column, threadId: number): Promise<void> {
  await deleteTopic(deps.db, groupId, column, threadId);
}

/** Names a group's topics in its language; where the bot may not, they keep their names. */
export async function renameTopics(deps: Deps, api: Api, group: Forum): Promise<void> {
  for (const [column, threadId] of await findTopics(deps.db, group.id)) {
    try {
      await api.editForumTopic(group.chatId, threadId, { name: deps.t(group.locale, `column-${column}`) });
    } catch (error) {
      const { kind } = readOutcome(error);
      if (kind !== "refused") throw error;
    }
  }
}
