import { findCase, type WholeCase } from "../../db/complaints/reads.ts";
import type { Delivery } from "../../db/deliveries.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findChatLocale } from "./notes.ts";
import type { PromiseKind } from "./rules.ts";

type Told = WholeCase["promises"][number];

/** The case and the promise a task speaks of, with everything to write it in the chat's language; undefined when it is no longer open. */
export async function readTask(deps: Deps, { subjectId, chatId, data }: Delivery, isAbout: (promise: Told) => boolean) {
  const found = await findCase(deps.db, subjectId);
  const promise = found?.promises.find(isAbout);
  if (!found || promise?.state !== "open" || found.complaint.state !== "open") return undefined;
  const locale = await findChatLocale(deps, chatId);
  const now = deps.clock();
  const moment = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now });
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  return { found, promise, reader: { deps, locale, now }, moment, t, data };
}

export const ENDED = { skip: "the promise is no longer open" };
export const isKind = (kind: PromiseKind) => (promise: Told) => promise.kind === kind;
