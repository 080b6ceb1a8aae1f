import { type WholeCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import { REPORT_HOTLINE, questionOf } from "./rules.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findAccountManager, findStaffById } from "../../staff/service.ts";
import { findCaseSupervisorChats } from "../case-recipients.ts";
import { NOBODY } from "../rules.ts";

type Rows = [text: string, data: string][][];

/** Whom a case is said to be about, in words; undefined while nobody said so. */
export async function describeAbout(deps: Deps, locale: Locale, { complaint }: WholeCase): Promise<string | undefined> {
  const said = (await findTimeline(deps.db, complaint.id)).findLast(({ kind }) => kind === "about")?.text;
  const member = complaint.aboutStaffId === null ? undefined : await findStaffById(deps.db, complaint.aboutStaffId);
  if (said === undefined || said === null) return member?.name;
  const about = deps.t(locale, "restricted-about-name", { about: said });
  return member && member.name !== said ? deps.t(locale, "restricted-about-member", { about, name: member.name }) : about;
}

/** Whom the shop can say it is about; the account manager by name. */
export async function aboutRows(deps: Deps, locale: Locale, { complaint, shop }: WholeCase): Promise<Rows> {
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const manager = await findAccountManager(deps.db, shop.routeId);
  const button = (choice: string, value = choice): [string, string] => [
    t("restricted-about-choice", { choice, name: manager?.name ?? "" }),
    `complain:about:${complaint.id}:${value}`,
  ];
  return [
    ...(manager ? [[button("manager", `manager-${manager.staffId}`)]] : []),
    [button("desk"), button("delivery")],
    [button("other"), button("unsaid")],
  ];
}

/** What the receipt of a restricted case says of who may read it and what is still to be said, with the buttons for that. */
export async function describeRestriction(deps: Deps, found: WholeCase, locale: Locale): Promise<{ lines: string[]; rows: Rows }> {
  const { complaint } = found;
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  if (complaint.restriction === null) return { lines: [], rows: [] };
  const hasReaders = (await findCaseSupervisorChats(deps, complaint)).length > 0;
  const question = questionOf(complaint, await findTimeline(deps.db, complaint.id));
  const phone = deps.config.hotlinePhone ?? "none";
  const lines = [
    hasReaders
      ? t("restricted-receipt-readers", { restriction: complaint.restriction })
      : t("restricted-receipt-nobody", { phone, report: REPORT_HOTLINE }),
    ...(complaint.restriction === "confidential" ? [t("restricted-receipt-report-line", { report: REPORT_HOTLINE })] : []),
    ...(complaint.chatId < 0 && complaint.personId !== NOBODY ? [t("restricted-receipt-group")] : []),
  ];
  const id = complaint.id;
  if (question === "report") {
    const choices: Rows = [
      [[t("restricted-button-report"), `complain:report:${id}:yes`]],
      [[t("restricted-button-ordinary"), `complain:report:${id}:no`]],
    ];
    return { lines: [...lines, t("restricted-ask-report")], rows: choices };
  }
  if (question === "whom") return { lines: [...lines, t("restricted-ask-whom")], rows: await aboutRows(deps, locale, found) };
  if (question !== "said") return { lines, rows: [] };
  const about = (await describeAbout(deps, locale, found)) ?? "";
  return { lines: [...lines, t("restricted-said", { about })], rows: [[[t("restricted-button-correct"), `complain:about:${id}`]]] };
}
