// @ts-check
import { sendFiles } from "./actions.js";
import { draftOf, placeKey, setDraft } from "./draft.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { ask } from "./overlays.js";

/** @typedef {import("./messages.js").View} View */

/** Formats that every browser shows and Telegram takes as a photo. */
const PHOTO = /^image\/(jpeg|png|webp|gif)$/;

const ALBUM_LIMIT = 10;

/** Shows what is about to be sent, with a caption, and sends it on confirmation. @param {View} view @param {File[]} files */
export async function offerFiles(view, files) {
  if (files.length === 0) return;
  const hasPhoto = files.some(({ type }) => PHOTO.test(type));
  const caption = h("input", {
    type: "text",
    maxlength: 1024,
    placeholder: t("caption"),
    "aria-label": t("caption"),
    autocomplete: "off",
    testid: "caption",
  });
  const asFile = h("input", { type: "checkbox", testid: "as-file" });
  const urls = files.map((file) => URL.createObjectURL(file));
  const previews = files.map((file, index) =>
    PHOTO.test(file.type) ? h("img", { src: urls[index], alt: file.name }) : h("p", { class: "file-name", dir: "auto" }, file.name),
  );
  // Enter in a form presses its first button, which is Cancel here.
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    caption.closest("dialog")?.close("send");
  });
  const content = [
    h("h3", {}, titleOf(files, hasPhoto)),
    h("div", { class: files.length > 1 ? "previews many" : "previews" }, previews),
    hasPhoto ? h("label", { class: "check" }, asFile, t("asFile")) : "",
    h("div", { class: "field" }, caption),
  ];
  const answer = await ask(content, [
    { value: "", text: t("cancel") },
    { value: "send", text: t("send") },
  ]);
  for (const url of urls) URL.revokeObjectURL(url);
  if (answer === "send") await sendAll(view, files, asFile.checked, caption.value.trim());
}

/** @param {File[]} files @param {boolean} hasPhoto */
function titleOf(files, hasPhoto) {
  if (files.length > 1) return t("sendFiles", { n: files.length });
  return t(hasPhoto ? "sendPhoto" : "sendFile");
}

/** @param {View} view @param {File[]} files @param {boolean} isPlainFile @param {string} caption */
async function sendAll({ person, chat, topic }, files, isPlainFile, caption) {
  const key = placeKey(person.id, chat.id, topic);
  const { replyTo } = draftOf(key);
  setDraft(key, { replyTo: null });
  let rest = files;
  // A run of pictures and videos, or of files, goes as an album, as Telegram's clients send it.
  while (rest[0]) {
    const isFile = isPlainFile || !isVisual(rest[0]);
    const end = rest.findIndex((file, index) => index === ALBUM_LIMIT || (isPlainFile || !isVisual(file)) !== isFile);
    const run = end < 0 ? rest : rest.slice(0, end);
    // What is shown is a photo or a video by its type: the stand-in sees that for itself.
    const as = isFile ? /** @type {const} */ ("document") : undefined;
    if (!(await sendFiles(person, chat, topic, { files: run, as, caption: rest === files ? caption : "" }, replyTo))) return;
    rest = rest.slice(run.length);
  }
}

/** @param {File} file */
const isVisual = ({ type }) => PHOTO.test(type) || type.startsWith("video/");

/** Files dropped onto the conversation. @param {HTMLElement} target @param {(files: File[]) => void} take */
export function dragFiles(target, take) {
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  target.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    target.dataset["drop"] = t("drop");
  });
  target.addEventListener("dragleave", (event) => {
    if (!target.contains(/** @type {Node | null} */ (event.relatedTarget))) delete target.dataset["drop"];
  });
  target.addEventListener("drop", (event) => {
    delete target.dataset["drop"];
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
