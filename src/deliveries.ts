import type { Api } from "grammy";
import { prepareCallList } from "./calls/messages.ts";
import { prepareComplaintReport, prepareComplaintReportChart } from "./complaint-reports/messages.ts";
import {
  prepareBreachNotice,
  prepareComplaintAnswer,
  prepareComplaintAsk,
  prepareComplaintCard,
  prepareComplaintCardEdit,
  prepareComplaintCause,
  prepareComplaintClosed,
  prepareComplaintKept,
  prepareComplaintHanded,
  prepareComplaintHidden,
  prepareComplaintMedia,
  prepareComplaintMine,
  prepareComplaintReceipt,
  prepareDoorVisit,
  prepareDoorVisitCard,
  preparePromiseBreach,
  preparePromiseResumed,
  preparePromiseWarning,
  prepareReturnVisit,
  prepareCaseReopened,
  prepareCaseWaived,
  prepareComplaintSolved,
  preparePromiseWaived,
  prepareReturnAsk,
  prepareReturnSaid,
  prepareShopNumber,
  prepareShopNumberRemoved,
  prepareVisitAsked,
  prepareVisitPlanned,
  prepareVisitsPassed,
  prepareVisitTold,
  withhold,
} from "./complaints/messages.ts";
import type { Deps } from "./deps.ts";
import { prepareFollowUpBreach, prepareFollowUpList, prepareFollowUpPostponed, prepareFollowUpResult } from "./follow-ups/messages.ts";
import { prepareDeskPublic } from "./groups/messages.ts";
import { prepareOrderOutcome, prepareOrderTrend } from "./outcomes/messages.ts";
import {
  prepareOutageAsk,
  prepareOutageCard,
  prepareOutageCutoff,
  prepareOutageNotice,
  prepareOutageOver,
  prepareOutageStaff,
  prepareOutageUpdate,
} from "./outages/messages.ts";
import {
  holdFailingPost,
  preparePost,
  preparePostButton,
  preparePostDecision,
  preparePostChangeProgress,
  preparePostChangeReport,
  preparePostEdit,
  preparePostEditAsk,
  preparePostMore,
  preparePostPanel,
  preparePostPanelGone,
  preparePostPaused,
  preparePostPin,
  preparePostPreview,
  preparePostProgress,
  preparePostRemind,
  preparePostRecall,
  preparePostReport,
  preparePostUnstarted,
  preparePostReview,
  preparePostReviewPreview,
} from "./posts/messages.ts";
import { prepareLinkDecision, prepareLinkRequest } from "./retailers/messages.ts";
import { prepareTasksMorning } from "./tasks/messages.ts";
import { prepareUpdateParked } from "./telegram/parked.ts";
import type { DeliveryKind } from "./telegram/rules.ts";
import type { Prepared, PrepareDelivery } from "./telegram/sender.ts";
import type { Delivery } from "./telegram/store.ts";
import {
  prepareCalendarChanged,
  prepareFeedBack,
  prepareFeedSilent,
  prepareHolidayNotice,
  prepareCutoffChanged,
  prepareHolidaysMissing,
  prepareOrderNotice,
  prepareOrderReminder,
} from "./windows/messages.ts";

/** One function a kind: asks again whether the message still applies, and makes it, at the moment of sending. */
const PREPARE: Record<DeliveryKind, (deps: Deps, delivery: Delivery, api: Api) => Promise<Prepared>> = {
  post: preparePost,
  post_button: preparePostButton,
  post_change_progress: preparePostChangeProgress,
  post_change_report: preparePostChangeReport,
  post_edit: preparePostEdit,
  post_edit_ask: preparePostEditAsk,
  post_more: preparePostMore,
  post_panel: preparePostPanel,
  post_panel_gone: preparePostPanelGone,
  post_pin: preparePostPin,
  post_preview: preparePostPreview,
  post_progress: preparePostProgress,
  post_recall: preparePostRecall,
  post_report: preparePostReport,
  post_paused: preparePostPaused,
  post_unstarted: preparePostUnstarted,
  post_remind: preparePostRemind,
  post_review: preparePostReview,
  post_review_preview: preparePostReviewPreview,
  post_decision: preparePostDecision,
  order_reminder: prepareOrderReminder,
  order_notice: prepareOrderNotice,
  calendar_changed: prepareCalendarChanged,
  holiday_notice: prepareHolidayNotice,
  order_first_list: prepareCallList,
  order_call_list: prepareCallList,
  order_missed: prepareCallList,
  cutoff_changed: prepareCutoffChanged,
  order_outcome: prepareOrderOutcome,
  order_trend: prepareOrderTrend,
  follow_up_list: prepareFollowUpList,
  follow_up_breach: prepareFollowUpBreach,
  follow_up_postponed: prepareFollowUpPostponed,
  follow_up_result: prepareFollowUpResult,
  outage_notice: prepareOutageNotice,
  outage_update: prepareOutageUpdate,
  outage_cutoff: prepareOutageCutoff,
  outage_over: prepareOutageOver,
  outage_staff: prepareOutageStaff,
  outage_card: prepareOutageCard,
  outage_ask: prepareOutageAsk,
  complaint_receipt: prepareComplaintReceipt,
  complaint_card: prepareComplaintCard,
  complaint_card_edit: prepareComplaintCardEdit,
  complaint_media: prepareComplaintMedia,
  complaint_answer: prepareComplaintAnswer,
  promise_breach: preparePromiseBreach,
  breach_notice: prepareBreachNotice,
  promise_warning: preparePromiseWarning,
  promise_resumed: preparePromiseResumed,
  door_visit: prepareDoorVisit,
  door_visit_card: prepareDoorVisitCard,
  shop_number: prepareShopNumber,
  shop_number_removed: prepareShopNumberRemoved,
  visit_planned: prepareVisitPlanned,
  visit_told: prepareVisitTold,
  visit_asked: prepareVisitAsked,
  visits_passed: prepareVisitsPassed,
  return_visit: prepareReturnVisit,
  return_ask: prepareReturnAsk,
  return_said: prepareReturnSaid,
  case_reopened: prepareCaseReopened,
  case_waived: prepareCaseWaived,
  promise_waived: preparePromiseWaived,
  complaint_solved: prepareComplaintSolved,
  complaint_closed: prepareComplaintClosed,
  complaint_cause: prepareComplaintCause,
  tasks_morning: prepareTasksMorning,
  complaint_kept: prepareComplaintKept,
  complaint_mine: prepareComplaintMine,
  complaint_handed: prepareComplaintHanded,
  complaint_ask: prepareComplaintAsk,
  complaint_hidden: prepareComplaintHidden,
  complaint_report: prepareComplaintReport,
  complaint_report_chart: prepareComplaintReportChart,
  link_request: prepareLinkRequest,
  link_decision: prepareLinkDecision,
  desk_public: prepareDeskPublic,
  holidays_missing: prepareHolidaysMissing,
  feed_back: prepareFeedBack,
  feed_silent: prepareFeedSilent,
  update_parked: prepareUpdateParked,
};

export const createPrepare =
  (deps: Deps): PrepareDelivery =>
  async (delivery, api) =>
    (await withhold(deps, delivery)) ?? PREPARE[delivery.kind](deps, delivery, api);

/** What becomes of a subject whose messages Telegram keeps refusing; the other kinds just fail one by one. */
const HOLD_FAILING: Partial<Record<DeliveryKind, (deps: Deps, delivery: Delivery, reason: string) => Promise<void>>> = {
  post: holdFailingPost,
};

export const createOnFailing =
  (deps: Deps) =>
  async (delivery: Delivery, reason: string): Promise<void> =>
    HOLD_FAILING[delivery.kind]?.(deps, delivery, reason);
