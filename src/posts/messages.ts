export {
  preparePostPanel,
  preparePostPaused,
  preparePostPreview,
  preparePostProgress,
  preparePostReport,
  preparePostUnstarted,
} from "./author-messages.ts";
export { preparePostDecision, preparePostReview, preparePostReviewPreview } from "./review-messages.ts";
export { holdFailingPost, preparePost, preparePostButton, preparePostPin } from "./recipient-messages.ts";
export { preparePostRemind } from "./remind-message.ts";
