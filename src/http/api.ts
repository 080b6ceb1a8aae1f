import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { getComplaint, listComplaints } from "../complaints/service.ts";
import type { Deps } from "../deps.ts";
import { decodeText } from "../import/decode.ts";
import { withRejected, type ImportReport } from "../import/report.ts";
import { importCsv, type ImportKind } from "../imports/service.ts";
import { importOrders } from "../orders/service.ts";
import { importRoster, readRosterJson } from "../retailers/service.ts";
import { importCalendar, listWindows } from "../windows/service.ts";
import { bearerOf, isSameSecret } from "./secrets.ts";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

const list = z.array(z.unknown());
const calendarBody = z.union([
  list.transform((rows) => ({ rows, exceptions: [] as unknown[] })),
  z
    .strictObject({ routes: list.default([]), exceptions: list.default([]) })
    .transform(({ routes, exceptions }) => ({ rows: routes, exceptions })),
]);
const windowsQuery = z.object({ date: z.iso.date() });
const complaintsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  after: z.string().min(1).optional(),
});

const badRequest = (reply: FastifyReply, error: string) => reply.code(400).send({ error });

/** What an import takes as JSON; undefined when the body has another shape. */
type TakeJson = (body: unknown) => Promise<ImportReport> | undefined;

function importRoutes(app: FastifyInstance, deps: Deps): void {
  app.addContentTypeParser("text/csv", { parseAs: "buffer" }, async (_request: FastifyRequest, body: Buffer) => decodeText(body));

  function add(method: "PUT" | "POST", url: string, { kind, shape, json }: { kind: ImportKind; shape: string; json: TakeJson }): void {
    app.route({
      method,
      url,
      async handler({ body, headers }, reply) {
        // Only the text/csv parser gives a string: a JSON body that is a string is quoted and arrives with its own content type.
        const isCsv = headers["content-type"]?.startsWith("text/csv") === true;
        const report = await (isCsv ? importCsv(deps, kind, body as string, null) : json(body));
        return report ?? badRequest(reply, `expected text/csv or JSON: ${shape}`);
      },
    });
  }
  add("PUT", "/retailers", {
    kind: "roster",
    shape: "an array of shops",
    json(body) {
      if (!Array.isArray(body)) return undefined;
      const { rows, rejected } = readRosterJson(body);
      return importRoster(deps, rows).then((report) => withRejected(report, rejected));
    },
  });
  add("PUT", "/calendar", {
    kind: "calendar",
    shape: "an array of routes, or { routes, exceptions }",
    json(body) {
      const input = calendarBody.safeParse(body);
      return input.success ? importCalendar(deps, input.data, null) : undefined;
    },
  });
  const takeOrders: TakeJson = (body) => (Array.isArray(body) ? importOrders(deps, body) : undefined);
  add("POST", "/orders", { kind: "orders", shape: "an array of orders", json: takeOrders });
}

function readRoutes(app: FastifyInstance, deps: Deps): void {
  app.get("/windows", async ({ query }, reply) => {
    const parsed = windowsQuery.safeParse(query);
    if (!parsed.success) return badRequest(reply, "date must be YYYY-MM-DD");
    return { items: await listWindows(deps, parsed.data.date) };
  });
  app.get("/complaints", async ({ query }, reply) => {
    const parsed = complaintsQuery.safeParse(query);
    if (!parsed.success) return badRequest(reply, `limit must be 1 to ${LIMIT_MAX}; after is a complaint number`);
    return listComplaints(deps, parsed.data);
  });
  app.get<{ Params: { number: string } }>("/complaints/:number", async ({ params }, reply) => {
    const complaint = await getComplaint(deps, params.number);
    return complaint ?? reply.code(404).send({ error: "no such complaint" });
  });
}

/** The HTTP API of CONTRACT.md; every call needs the key, checked before the body is read. */
export function apiRoutes(deps: Deps, apiKey: string): FastifyPluginAsync {
  return async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      if (isSameSecret(bearerOf(request.headers.authorization), apiKey)) return undefined;
      return reply.code(401).header("www-authenticate", "Bearer").send({ error: "wrong or missing API key" });
    });
    importRoutes(app, deps);
    readRoutes(app, deps);
  };
}
