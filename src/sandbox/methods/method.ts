import type { ApiMethods } from "@grammyjs/types";
import type { Uploads } from "../files.ts";
import type { MethodName } from "../method-names.ts";
import type { World } from "../world.ts";

/** The parameters of a method as they arrive: files are strings (a file_id, a URL or attach://name). */
export type Params<M extends MethodName> = NonNullable<Parameters<ApiMethods<string>[M]>[0]>;

export type Call = { world: World; uploads: Uploads; signal?: AbortSignal | undefined };

/** One method: parameters are already validated against its schema; throws BotApiError to refuse. */
export type Handler<M extends MethodName> = (call: Call, params: Params<M>) => unknown;

export type Handlers<M extends MethodName> = { [K in M]: Handler<K> };
