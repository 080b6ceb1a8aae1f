import Database from "better-sqlite3";

const TABLES = `
CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY, chat INTEGER NOT NULL, message_id INTEGER NOT NULL, receiver INTEGER, ephemeral_id INTEGER, data TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS messages_by_id ON messages (chat, message_id) WHERE receiver IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS messages_by_ephemeral_id ON messages (chat, ephemeral_id) WHERE receiver IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_by_chat ON messages (chat, seq);
CREATE TABLE IF NOT EXISTS updates (update_id INTEGER PRIMARY KEY, at INTEGER NOT NULL, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS updates_by_age ON updates (at);
CREATE TABLE IF NOT EXISTS blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (file_id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, hash TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
`;

/** Small things that are looked up all the time (people, chats): a Map that writes each change through to its table. */
export type Collection<T> = {
  get(key: string | number): T | undefined;
  set(key: string | number, value: T): T;
  delete(key: string | number): void;
  values(): IterableIterator<T>;
};

export type StoredMessage = {
  seq: number;
  chat: number;
  message_id: number;
  receiver: number | null;
  ephemeral_id: number | null;
  data: string;
};
export type StoredFile = { file_id: string; path: string; hash: string; data: string };

export type Store = ReturnType<typeof openStore>;

/** Opens the stand-in's own SQLite file; losing the last writes with the machine is acceptable here, so no fsync. */
export function openStore(file: string) {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = OFF");
  db.exec(TABLES);
  return {
    openCollection: <T>(kind: string): Collection<T> => openCollection<T>(db, kind),
    messages: prepareMessages(db),
    updates: prepareUpdates(db),
    files: prepareFiles(db),
    close: (): void => void db.close(),
  };
}

function openCollection<T>(db: Database.Database, kind: string): Collection<T> {
  const write = db.prepare<[string, string, string]>("INSERT OR REPLACE INTO documents (kind, key, data) VALUES (?, ?, ?)");
  const remove = db.prepare<[string, string]>("DELETE FROM documents WHERE kind = ? AND key = ?");
  const read = db.prepare<[string], { key: string; data: string }>("SELECT key, data FROM documents WHERE kind = ?");
  const values = new Map(read.all(kind).map((row): [string, T] => [row.key, JSON.parse(row.data) as T]));
  return {
    get: (key) => values.get(String(key)),
    set: (key, value) => {
      values.set(String(key), value);
      write.run(kind, String(key), JSON.stringify(value));
      return value;
    },
    delete: (key) => {
      values.delete(String(key));
      remove.run(kind, String(key));
    },
    values: () => values.values(),
  };
}

function prepareMessages(db: Database.Database) {
  const insert = db.prepare("INSERT INTO messages (chat, message_id, receiver, ephemeral_id, data) VALUES (?, ?, ?, ?, ?)");
  const byId = db.prepare<[number, number], StoredMessage>("SELECT * FROM messages WHERE chat = ? AND message_id = ? AND receiver IS NULL");
  const byEphemeralId = db.prepare<[number, number], StoredMessage>(
    "SELECT * FROM messages WHERE chat = ? AND ephemeral_id = ? AND receiver IS NOT NULL",
  );
  const last = db.prepare<[number, number, number], StoredMessage>(
    "SELECT * FROM messages WHERE chat = ? AND (receiver IS NULL OR receiver = ?) ORDER BY seq DESC LIMIT ?",
  );
  const update = db.prepare("UPDATE messages SET data = ? WHERE seq = ?");
  const remove = db.prepare("DELETE FROM messages WHERE seq = ?");
  // Topics are deleted so rarely that an index on the thread would cost more than it saves.
  const removeThread = db.prepare("DELETE FROM messages WHERE chat = ? AND data ->> '$.message_thread_id' = ?");
  return {
    insert: (chat: number, messageId: number, receiver: number | null, ephemeralId: number | null, data: string): void =>
      void insert.run(chat, messageId, receiver, ephemeralId, data),
    find: (chat: number, messageId: number): StoredMessage | undefined => byId.get(chat, messageId),
    findEphemeral: (chat: number, ephemeralId: number): StoredMessage | undefined => byEphemeralId.get(chat, ephemeralId),
    /** Newest first; a viewer of 0 sees no ephemeral message. */
    listNewest: (chat: number, viewer: number, limit: number): StoredMessage[] => last.all(chat, viewer, limit),
    update: (seq: number, data: string): void => void update.run(data, seq),
    delete: (seq: number): void => void remove.run(seq),
    deleteThread: (chat: number, thread: number): void => void removeThread.run(chat, thread),
  };
}

function prepareUpdates(db: Database.Database) {
  const insert = db.prepare("INSERT INTO updates (update_id, at, data) VALUES (?, ?, ?)");
  const list = db.prepare<[number, number], { data: string }>("SELECT data FROM updates WHERE update_id >= ? ORDER BY update_id LIMIT ?");
  const forget = db.prepare<[number]>("DELETE FROM updates WHERE update_id < ?");
  const forgetOld = db.prepare<[number]>("DELETE FROM updates WHERE at < ?");
  const count = db.prepare<[], { n: number }>("SELECT count(*) AS n FROM updates");
  const fromEnd = db.prepare<[number], { update_id: number }>("SELECT update_id FROM updates ORDER BY update_id DESC LIMIT 1 OFFSET ?");
  return {
    insert: (updateId: number, at: number, data: string): void => void insert.run(updateId, at, data),
    list: (offset: number, limit: number): string[] => list.all(offset, limit).map((row) => row.data),
    forgetBefore: (updateId: number): void => void forget.run(updateId),
    forgetOlderThan: (at: number): void => void forgetOld.run(at),
    count: (): number => count.get()?.n ?? 0,
    /** The id of the nth update from the end (1 is the newest), or 0 when there are fewer. */
    findFromEnd: (n: number): number => fromEnd.get(n - 1)?.update_id ?? 0,
  };
}

function prepareFiles(db: Database.Database) {
  const insertBlob = db.prepare("INSERT OR IGNORE INTO blobs (hash, bytes) VALUES (?, ?)");
  const insert = db.prepare("INSERT OR IGNORE INTO files (file_id, path, hash, data) VALUES (?, ?, ?, ?)");
  const byId = db.prepare<[string], StoredFile>("SELECT * FROM files WHERE file_id = ?");
  const byPath = db.prepare<[string], StoredFile>("SELECT * FROM files WHERE path = ?");
  const blob = db.prepare<[string], { bytes: Buffer }>("SELECT bytes FROM blobs WHERE hash = ?");
  return {
    insert: (file: StoredFile, bytes: Uint8Array): void => {
      insertBlob.run(file.hash, bytes);
      insert.run(file.file_id, file.path, file.hash, file.data);
    },
    find: (fileId: string): StoredFile | undefined => byId.get(fileId),
    findByPath: (path: string): StoredFile | undefined => byPath.get(path),
    readBytes: (hash: string): Buffer | undefined => blob.get(hash)?.bytes,
  };
}
