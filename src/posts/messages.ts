export { preparePostPanel, preparePostPaused, preparePostPreview, preparePostProgress, preparePostReport } from "./author-messages.ts";
export { holdFailingPost, preparePost, preparePostButton, preparePostPin } from "./recipient-messages.ts";
