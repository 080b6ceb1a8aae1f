import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../db/client.ts";
import { findPost, findPostBySource } from "../../db/posts.ts";
import { defaultAudience } from "../../src/posts/rules.ts";
import { createOldFile } from "../support/old-file.ts";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tongzhou-migration-"))));
afterEach(() => rmSync(dir, { recursive: true }));

test("posts of the first release keep their words, photo, source, state and protection", async () => {
  const file = createOldFile(dir, 1);
  const sqlite = new Database(file);
  const add = sqlite.prepare(
    `INSERT INTO posts (author_id, "column", state, text, entities, photo, source_chat_id, source_message_id, preview_message_id, panel_message_id, created_at, sent_at)
     VALUES (50, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1000, ?)`,
  );
  const bold = JSON.stringify([{ type: "bold", offset: 0, length: 2 }]);
  add.run("supply", "sending", "到货 20 条", bold, "photo-1", 50, 7, 8, 9, 2000);
  add.run("policy", "draft", '"引号"\n换行', "[]", null, null, null, null, null, null);
  add.run("policy", "sending", "还在发", "[]", null, 50, 10, null, null, 3000);
  sqlite
    .prepare(
      "INSERT INTO deliveries (dedupe_key, kind, subject_id, lane, chat_id, state, not_before, turn_at, created_at) VALUES ('a', 'post', 3, 2, -1, 'pending', 0, 0, 0)",
    )
    .run();
  sqlite.close();

  const { db, close } = openDb(file);
  expect(await findPost(db, 1)).toMatchObject({
    authorId: 50,
    column: "supply",
    // Nothing of it was left to send.
    state: "sent",
    parts: [{ messageId: 7, media: { type: "photo", fileId: "photo-1" }, text: "到货 20 条", entities: JSON.parse(bold) as object }],
    audience: defaultAudience("supply"),
    protect: true,
    previewMessageIds: [8],
    panelMessageId: 9,
    createdAt: 1000,
    sentAt: 2000,
  });
  expect(await findPost(db, 2)).toMatchObject({
    state: "draft",
    parts: [{ messageId: null, media: null, text: '"引号"\n换行', entities: [] }],
    protect: false,
    previewMessageIds: [],
  });
  expect(await findPost(db, 3)).toMatchObject({ state: "sending" });
  expect((await findPostBySource(db, { chatId: 50, messageId: 10 }))?.id).toBe(3);
  close();
});
