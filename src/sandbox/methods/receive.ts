import { isLoopbackName } from "../loopback.ts";
import { badRequest } from "../errors.ts";
import { describeDownload } from "../files.ts";
import { readSettings } from "../world.ts";
import type { Handlers } from "./method.ts";

/** After about this long Telegram has told the person that the bot does not answer. */
const PRESS_ANSWER_MS = 15_000;
const TOO_OLD = "query is too old and response timeout expired or query ID is invalid";
const ANSWER_LIMIT = 200;
const LONGEST_POLL_SECONDS = 50;

function toWebhookUrl(url: string): string {
  const full = URL.canParse(url) ? new URL(url) : undefined;
  if (!full || !/^https?:$/.test(full.protocol)) throw badRequest("invalid webhook URL specified");
  // The stand-in never calls out of this machine.
  if (!isLoopbackName(full.hostname)) throw badRequest("bad webhook: the sandbox posts to loopback addresses only");
  return url;
}

export const receiveMethods: Handlers<
  "getMe" | "getUpdates" | "setWebhook" | "deleteWebhook" | "getWebhookInfo" | "answerCallbackQuery" | "getFile"
> = {
  getMe: ({ world }) => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_guest_queries: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  }),
  getUpdates: ({ world, signal }, params) => {
    world.updates.setAllowedUpdates(params.allowed_updates);
    const limit = Math.min(Math.max(params.limit ?? 100, 1), 100);
    const seconds = Math.min(Math.max(params.timeout ?? 0, 0), LONGEST_POLL_SECONDS);
    return world.updates.poll({ offset: params.offset ?? 0, limit, timeoutMs: seconds * 1000, signal });
  },
  setWebhook: ({ world }, params) => {
    const secret = params.secret_token;
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) throw badRequest("secret token contains unallowed characters");
    const webhook = params.url === "" ? null : { url: toWebhookUrl(params.url), secret };
    world.updates.setAllowedUpdates(params.allowed_updates);
    world.updates.setWebhook(webhook, params.drop_pending_updates ?? false);
    return true;
  },
  deleteWebhook: ({ world }, params) => {
    world.updates.setWebhook(null, params.drop_pending_updates ?? false);
    return true;
  },
  getWebhookInfo: ({ world }) => {
    const { webhook, allowedUpdates } = readSettings(world);
    const lastError = webhook?.lastError;
    return {
      url: webhook?.url ?? "",
      has_custom_certificate: false,
      pending_update_count: world.updates.count(),
      ...(webhook ? { max_connections: 40, ip_address: "127.0.0.1" } : {}),
      ...(lastError ? { last_error_date: Math.floor(lastError.at / 1000), last_error_message: lastError.message } : {}),
      ...(allowedUpdates.length > 0 ? { allowed_updates: allowedUpdates } : {}),
    };
  },
  answerCallbackQuery: ({ world }, params) => {
    const press = world.presses.get(params.callback_query_id);
    if (!press || world.clock() - press.at > PRESS_ANSWER_MS) throw badRequest(TOO_OLD);
    const { text, show_alert, url } = params;
    if ((text ?? "").length > ANSWER_LIMIT) throw badRequest("MESSAGE_TOO_LONG");
    press.answer({ ...(text ? { text } : {}), ...(show_alert ? { show_alert } : {}), ...(url ? { url } : {}) });
    return true;
  },
  getFile: ({ world }, params) => describeDownload(world, params.file_id),
};
