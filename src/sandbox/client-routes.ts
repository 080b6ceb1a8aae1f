import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Outgoing } from "./actions.ts";
import type { ClientEvent } from "./client-api.ts";
import { Refusal } from "./errors.ts";
import type { Telegram } from "./telegram.ts";
import type { Language } from "./world.ts";

const KEEP_ALIVE_MS = 15_000;

const id = z.coerce.number().int();
/** More would freeze a page, and nobody reads on: they search. */
const PEOPLE_LIMIT = 100;
const peopleQuery = z.object({ search: z.string().max(100).optional(), with: id.optional() });
const personQuery = z.object({ person: id });
const chatQuery = z.object({ person: id, chat: id });
const newMessage = z.object({
  person: id,
  chat: id,
  thread: id.optional(),
  text: z.string().optional(),
  as: z.enum(["photo", "document", "video", "voice"]).optional(),
  caption: z.string().optional(),
  replyTo: id.optional(),
  contact: z.literal(true).optional(),
});
const edit = z.object({ person: id, chat: id, message_id: id, text: z.string() });
const press = z.object({ person: id, chat: id, message_id: id, data: z.string() });
const start = z.object({ person: id, payload: z.string().optional() });
const block = z.object({ person: id, blocked: z.boolean() });
const language = z.object({ language: z.enum(["zh", "en"]) });

type Options = {
  onLanguage?: ((language: Language) => Promise<void> | void) | undefined;
  onVisit?: (() => void) | undefined;
  bodyLimit: number;
};

/** What client-api.ts promises to the page. */
export function clientRoutes(telegram: Telegram, options: Options): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => answerError(reply, error));
    addReadingRoutes(app, telegram, options.onVisit);
    app.post("/messages", { bodyLimit: options.bodyLimit }, async (request) => ({ message: telegram.send(await readNewMessage(request)) }));
    app.post("/edits", async (request) => ({ message: telegram.edit(edit.parse(request.body)) }));
    app.post("/start", async (request) => {
      const { person, payload } = start.parse(request.body);
      return { message: telegram.start(person, payload) };
    });
    app.post("/join", async (request) => {
      const { person, chat } = chatQuery.parse(request.body);
      telegram.join(person, chat);
      return {};
    });
    app.post("/block", async (request) => {
      const { person, blocked } = block.parse(request.body);
      telegram.block(person, blocked);
      return {};
    });
    app.post("/presses", async (request) => {
      const { person, chat, message_id, data } = press.parse(request.body);
      return telegram.press(person, chat, message_id, data);
    });
    app.post("/language", async (request) => {
      const chosen = language.parse(request.body).language;
      telegram.setWorldLanguage(chosen);
      await options.onLanguage?.(chosen);
      return telegram.people({ limit: PEOPLE_LIMIT });
    });
  };
}

function addReadingRoutes(app: Parameters<FastifyPluginAsync>[0], telegram: Telegram, onVisit: (() => void) | undefined): void {
  const streams = new Set<() => void>();
  app.get("/people", async (request) => telegram.people({ ...peopleQuery.parse(request.query), limit: PEOPLE_LIMIT }));
  let isVisited = false;
  app.get("/chats", async (request) => {
    // The page settles its language before it asks for chats.
    if (!isVisited) onVisit?.();
    isVisited = true;
    return { chats: telegram.chats(personQuery.parse(request.query).person) };
  });
  app.get("/messages", async (request) => {
    const { person, chat } = chatQuery.parse(request.query);
    if (!telegram.canSee(person, chat)) throw new Refusal("the person is not in this chat");
    return { messages: telegram.messages(chat, person) };
  });
  app.get<{ Params: { fileId: string } }>("/files/:fileId", async (request, reply) => {
    const file = telegram.readFile({ fileId: request.params.fileId });
    if (!file) return reply.code(404).send({ error: "no such file" });
    const { mime, name } = file.info;
    // Somebody's HTML or SVG must not run with the page's rights.
    void reply.header("content-security-policy", "sandbox").header("x-content-type-options", "nosniff");
    if (name) void reply.header("content-disposition", `inline; filename*=UTF-8''${encodeURIComponent(name)}`);
    return reply.type(mime).send(file.bytes);
  });
  app.get("/events", async (request, reply) => streamEvents(reply, telegram, personQuery.parse(request.query).person, streams));
  app.addHook("preClose", async () => {
    for (const end of streams) end();
  });
}

function streamEvents(reply: FastifyReply, telegram: Telegram, person: number, streams: Set<() => void>): void {
  reply.hijack();
  reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache", "x-accel-buffering": "no" });
  reply.raw.write(": hello\n\n");
  const unsubscribe = telegram.events.subscribe(person, (event: ClientEvent) => reply.raw.write(`data: ${JSON.stringify(event)}\n\n`));
  const timer = setInterval(() => reply.raw.write(": still here\n\n"), KEEP_ALIVE_MS);
  const end = (): void => {
    clearInterval(timer);
    unsubscribe();
    streams.delete(end);
    reply.raw.end();
  };
  streams.add(end);
  reply.raw.on("close", end);
}

async function readNewMessage(request: FastifyRequest): Promise<Outgoing> {
  if (!request.isMultipart()) return newMessage.parse(request.body) as Outgoing;
  const media: NonNullable<Outgoing["media"]> = [];
  let message: unknown;
  for await (const part of request.parts()) {
    if (part.type === "file") media.push({ bytes: await part.toBuffer(), name: part.filename, mime: part.mimetype });
    else if (part.fieldname === "message") message = parseJson(String(part.value));
  }
  return { ...newMessage.parse(message), media } as Outgoing;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("the field `message` is not JSON");
  }
}

function answerError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof Refusal) return reply.code(409).send({ error: error.message });
  if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
  const code = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  return reply.code(code).send({ error: error instanceof Error ? error.message : String(error) });
}
