import type { TestBot } from "../../support/bot.ts";
import type { startFileServer } from "../../support/files.ts";
import type { Content } from "./acts.ts";
import { readState } from "./faults.ts";
import type { createTelegram } from "./telegram.ts";
import { LISTED_LATER, STOP_WORD } from "./world.ts";

type Message = Awaited<ReturnType<ReturnType<TestBot["person"]>["send"]>>;
type Company = { bot: () => TestBot; server: Awaited<ReturnType<typeof startFileServer>>; telegram: ReturnType<typeof createTelegram> };
type Publishing = { taps: readonly string[]; meanwhile: string | null };

/** People who write posts: every text is another one, and what was written is remembered. */
export function createWriting({ bot, server, telegram }: Company) {
  const written: { who: number; message: Message }[] = [];
  let words = 0;
  const nextWord = () => (words += 1);

  const document = (rows: string) => {
    const id = `file-${(words += 1)}`;
    server.files.set(id, Buffer.from(`品名,规格,批发价,建议零售价,1-10档,11-20档,21档以上\n${rows}`));
    return { document: { file_id: id, file_unique_id: id, file_name: "货源.csv", file_size: 100 } };
  };

  async function send(who: number, fields: object): Promise<void> {
    written.push({ who, message: await bot().person(who).send(fields) });
  }

  async function compose(who: number, target: string, content: Content): Promise<void> {
    const person = bot().person(who);
    const text = `新消息 ${(words += 1)}`;
    await person.write(target === "announcement" ? "/announce" : `/post ${target}`);
    const photo = (n: number) => ({
      photo: [{ file_id: `p${words}-${n}` }],
      media_group_id: `album-${words}`,
      ...(n === 0 ? { caption: text } : {}),
    });
    if (content === "text") await send(who, { text });
    else if (content === "photo") await send(who, { photo: [{ file_id: `p${words}` }], caption: text });
    else if (content === "album") for (const n of [0, 1]) await send(who, photo(n));
    else if (content === "stopped") await send(who, { text: `${text} ${STOP_WORD}` });
    else if (content === "listed") await send(who, { text: `${text} ${LISTED_LATER}` });
    else if (content === "long") await send(who, { text: text.repeat(1_000) });
    else
      await send(
        who,
        document(`红塔山${words},20支,68,75,1110,2220,3330\n${content === "table" ? "中华,硬,380,450,1111,2221,3331" : "坏,,,,,"}\n`),
      );
  }

  async function publish(who: number, target: string, content: Content, { taps, meanwhile }: Publishing): Promise<void> {
    const last = () => readState(bot()).posts.at(-1)?.id;
    const before = last();
    await compose(who, target, content);
    const id = last();
    if (id === undefined || id === before) return;
    for (const tap of [...taps, "send", "submit"]) {
      const [action, ...more] = tap.split(":");
      await bot()
        .person(who)
        .press(["post", action, id, ...more].join(":"));
    }
    if (meanwhile !== null) telegram.meanwhile(() => bot().person(who).press(`post:${meanwhile}:${id}`));
  }

  return { written, nextWord, send, compose, publish };
}
