export {
  preparePostPanel,
  preparePostPaused,
  preparePostPreview,
  preparePostProgress,
  preparePostReport,
  preparePostUnstarted,
} from "./author-messages.ts";
export { preparePostPanelGone } from "./panel-moves.ts";
export { preparePostDecision, preparePostReview, preparePostReviewPreview } from "./review-messages.ts";
export { holdFailingPost, preparePost, preparePostButton, preparePostMore, preparePostPin } from "./recipient-messages.ts";
export { preparePostRemind } from "./remind-message.ts";
export { preparePostChangeProgress, preparePostChangeReport } from "./change-messages.ts";
export { preparePostRecall } from "./recall-messages.ts";
export { preparePostEdit, preparePostEditAsk } from "./revise-messages.ts";
