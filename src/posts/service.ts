export {
  countPost,
  countShopsBy,
  findPost,
  findPostBySource,
  findUnknownLicences,
  listPosts,
  type Post,
  type PostContent,
  type PostCounts,
  type PostPart,
  type PostSource,
  type Receivers,
} from "../../db/posts.ts";
export { findCurrentSupply } from "./current.ts";
export {
  addToAlbum,
  changeParts,
  choosePlace,
  createPost,
  discardPost,
  findAudience,
  findAuthorDistrict,
  findOwnDraft,
  moveToColumn,
  notePreview,
  setAudience,
  setOptions,
  showAlbumLater,
  type ContentRefusal,
  type DraftRefusal,
  type DraftResult,
} from "./drafts.ts";
export { describePost, describeReach, type Panel } from "./panel.ts";
export { cancel, pause, pauseFailingPost, resume, sendPost, type SendRefusal, type SteerRefusal } from "./sending.ts";
