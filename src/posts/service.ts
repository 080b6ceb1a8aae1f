export {
  countPost,
  countShopsBy,
  findPost,
  findPostBySource,
  findUnknownLicences,
  finishPosts,
  type DecisionRefusal,
  type Post,
  type PostContent,
  type PostCounts,
  type PostPart,
  type PostSource,
  type Receivers,
} from "../../db/posts.ts";
export { acknowledge, findWaiting, remind } from "./acks.ts";
export { approve, findReview, giveBack, submit, takeBack, type Review, type SubmitRefusal, type WordsRefusal } from "./approval.ts";
export { describeChange, nameOfPost } from "./change-words.ts";
export { findCurrentSupply, findNewProducts, type Current } from "./current.ts";
export {
  addToAlbum,
  attachTable,
  changeParts,
  choosePlace,
  createPost,
  discardPost,
  restorePost,
  findAudience,
  findAuthorDistrict,
  findOwnDraft,
  findTableDraft,
  moveToColumn,
  notePreview,
  setAudience,
  setOptions,
  setTime,
  showAlbumLater,
  type ContentRefusal,
  type DraftRefusal,
  type DraftResult,
} from "./drafts.ts";
export { findSaleWords } from "./guard.ts";
export { setStartAlarm, unschedule, weeklyOf } from "./schedule.ts";
export { countPostLists, findPostsOf, POST_LISTS, titlePost, type PostList } from "./lists.ts";
export { findStartChoices } from "./start-choices.ts";
export { describeTime } from "./time-words.ts";
export { findFollowed, findManaged, toFollower, type FollowRefusal } from "./follow.ts";
export { describeHistory } from "./history.ts";
export { type RecallPlan, type RecallRefusal, planRecall, recall } from "./recall.ts";
export { replaceDraft, useAgain } from "./renew.ts";
export {
  changeEverywhere,
  inPlaceOfLead,
  leaveAsIs,
  proposeEdit,
  refuseReviser,
  type EditRefusal,
  type ProposalRefusal,
  type Reviser,
} from "./revise.ts";
export { findTable, hasTable, noteRichRefusal, renderMessages, type Extent, type PostMessage } from "./messages-of.ts";
export { describePost, describeReach, type Panel } from "./panel.ts";
export { describeReport } from "./report.ts";
export { exportReport } from "./report-csv.ts";
export { findRetryable, retry } from "./retry.ts";
export { describeReview } from "./review-messages.ts";
export { cancel, pause, pauseFailingPost, rest, resume, sendPost, type SendRefusal, type SteerRefusal } from "./sending.ts";
export { maySendAlone } from "./writers.ts";
