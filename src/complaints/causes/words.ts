import { createHash } from "node:crypto";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { type COMPLAINT_CAUSES, readSetting } from "../../settings/service.ts";

/** Two a row, and Telegram takes 100 buttons. */
const CAUSES_SHOWN = 60;
const KEY_LENGTH = 8;

/** Fluent takes no Chinese keys. */
const SHIPPED: Record<(typeof COMPLAINT_CAUSES)[number], string> = {
  送货延误: "late",
  少货错货: "short",
  货品破损: "damaged",
  货源不足: "supply",
  系统故障: "system",
  扣款差错: "charge",
  服务态度: "attitude",
  信息不明: "unclear",
  政策规定: "policy",
  客户操作: "shop",
  其他原因: "other",
};

/** The causes there are to choose from now. */
export const readCauses = async (deps: Deps): Promise<readonly string[]> =>
  (await readSetting(deps, "complaint_causes")).slice(0, CAUSES_SHOWN);

/** What stands for a cause in a button: its words may not fit, and its place in the list changes. */
export const keyOfCause = (cause: string): string => createHash("sha256").update(cause).digest("hex").slice(0, KEY_LENGTH);

/** The cause of a button; undefined when it has left the list since. */
export const findCause = (causes: readonly string[], key: string | undefined): string | undefined =>
  causes.find((cause) => keyOfCause(cause) === key);

/** A cause in the reader's language as far as it is one of those shipped; the office's own words stay as they are. */
export function nameCause(deps: Pick<Deps, "t">, locale: Locale, cause: string): string {
  const key = Object.hasOwn(SHIPPED, cause) ? SHIPPED[cause as keyof typeof SHIPPED] : undefined;
  return key === undefined ? cause : deps.t(locale, "complaint-cause-name", { cause: key });
}
