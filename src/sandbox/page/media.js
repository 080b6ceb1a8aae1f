// @ts-check
import { fileUrl } from "./api.js";
import { avatar, h, icon } from "./dom.js";
import { t } from "./i18n.js";
import { fullName } from "./preview.js";
import { messageKey } from "./state.js";

/** @typedef {import("./state.js").Message} Message */

/** What a message shows besides its text; null for plain text. @param {Message[]} group one message or an album @returns {HTMLElement | null} */
export function buildMedia(group) {
  const message = /** @type {Message} */ (group[0]);
  if (group.length > 1) return album(group);
  if (message.photo) return photo(message);
  if (message.video) return video(message);
  if (message.voice) return h("audio", { class: "voice", controls: true, preload: "metadata", src: fileUrl(message.voice.file_id) });
  const document = message.document ?? message.audio;
  if (document) return file(document, message.has_protected_content === true);
  if (message.contact) return contactCard(message.contact);
  if (message.venue) return placeCard(message.venue.location, message.venue.title, message.venue.address);
  if (message.location) return placeCard(message.location, t("location"));
  return null;
}

/** Whether several files of an album have words of their own, which then stand with each file. @param {Message[]} group */
export function hasOwnCaptions(group) {
  const isFiles = group.every((message) => message.document ?? message.audio);
  return isFiles && group.filter(({ caption }) => caption).length > 1;
}

/** Pictures and videos as tiles, files below each other with a caption of their own. @param {Message[]} group */
function album(group) {
  const isVisual = group.every((message) => message.photo ?? message.video);
  // The bubble already carries the first one's name.
  const named = (/** @type {Message} */ message) => (message === group[0] ? undefined : `message-${messageKey(message)}`);
  if (!isVisual)
    return h(
      "div",
      { class: "files" },
      group.map((message) =>
        h(
          "div",
          { testid: named(message) },
          buildMedia([message]),
          hasOwnCaptions(group) && message.caption && h("p", { class: "file-caption", dir: "auto" }, message.caption),
        ),
      ),
    );
  const tiles = group.map((message) => {
    const tile = message.photo ? photo(message) : h("div", { class: "photo" }, video(message));
    const name = named(message);
    if (name) tile.dataset["testid"] = name;
    return tile;
  });
  return h("div", { class: `album album-${Math.min(group.length, 4)}`, testid: "album" }, tiles);
}

/** @param {Message} message */
function video(message) {
  const { file_id, width, height } = /** @type {NonNullable<Message["video"]>} */ (message.video);
  const controlsList = message.has_protected_content ? "nodownload" : undefined;
  return h("video", { class: "video", controls: true, preload: "metadata", src: fileUrl(file_id), width, height, controlsList });
}

/** @param {Message} message */
function photo(message) {
  const size = /** @type {NonNullable<Message["photo"]>[number]} */ (message.photo?.at(-1));
  const url = fileUrl(size.file_id);
  const image = h("img", {
    src: url,
    alt: message.caption ?? t("photo"),
    width: size.width || undefined,
    height: size.height || undefined,
    loading: "lazy",
    draggable: "false",
  });
  return h(
    "button",
    {
      class: `photo${message.has_media_spoiler ? " photo-spoiler" : ""}`,
      type: "button",
      "aria-label": t("enlarge"),
      testid: "photo",
      onclick: (/** @type {Event} */ event) => openPhoto(event, url, message),
    },
    image,
  );
}

/** @param {Event} event @param {string} url @param {Message} message */
function openPhoto(event, url, message) {
  const tile = /** @type {Element} */ (event.currentTarget);
  if (tile.classList.contains("photo-spoiler")) return tile.classList.remove("photo-spoiler");
  const dialog = h("dialog", { class: "viewer", testid: "viewer", onclick: () => dialog.close() });
  dialog.append(
    h("img", { src: url, alt: message.caption ?? t("photo") }),
    message.caption ? h("p", { dir: "auto" }, message.caption) : "",
    h("button", { class: "icon-button", type: "button", "aria-label": t("close") }, icon("close")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A protected file can be looked at in Telegram but not saved, so here it can not be opened. @param {{ file_id: string, file_name?: string, file_size?: number }} document @param {boolean} isProtected */
function file({ file_id, file_name, file_size }, isProtected) {
  const name = file_name ?? t("file");
  const content = [
    h("span", { class: "card-icon" }, icon(isProtected ? "lock" : "file")),
    h(
      "span",
      { class: "card-text" },
      h("strong", { dir: "auto" }, name),
      h("span", {}, file_size === undefined ? "" : readableSize(file_size)),
    ),
  ];
  if (isProtected) return h("div", { class: "card", testid: "document", title: t("protected") }, content);
  const link = { href: fileUrl(file_id), download: name, "aria-label": t("download", { name }) };
  return h("a", { class: "card", testid: "document", ...link }, content);
}

/** @param {number} bytes */
function readableSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** @param {import("@grammyjs/types").Contact} contact */
function contactCard(contact) {
  return h(
    "div",
    { class: "card", testid: "contact" },
    avatar(contact.user_id ?? 0, fullName(contact)),
    h("span", { class: "card-text" }, h("strong", { dir: "auto" }, fullName(contact)), h("span", {}, contact.phone_number)),
  );
}

/** @param {import("@grammyjs/types").Location} location @param {string} title @param {string} [address] */
function placeCard({ latitude, longitude }, title, address) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return h(
    "a",
    { class: "card", href: url, target: "_blank", rel: "noopener noreferrer" },
    h("span", { class: "card-icon" }, icon("pin")),
    h("span", { class: "card-text" }, h("strong", { dir: "auto" }, title), h("span", { dir: "auto" }, address ?? where)),
  );
}
