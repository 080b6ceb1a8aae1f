// @ts-check
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { richText } from "./rich-text.js";

/**
 * @typedef {import("@grammyjs/types").RichMessage} RichMessage
 * @typedef {import("@grammyjs/types").RichBlock} RichBlock
 * @typedef {import("@grammyjs/types").RichBlockTable} RichBlockTable
 * @typedef {import("@grammyjs/types").RichBlockTableCell} RichBlockTableCell
 * @typedef {import("@grammyjs/types").RichText} RichText
 * @typedef {import("./text-entities.js").Reader} Reader
 */

/** Headings, paragraphs, lists and real tables. @param {RichMessage} message @param {Reader} reader */
export function buildRich(message, reader) {
  return h("div", { class: "rich", dir: message.is_rtl ? "rtl" : "auto", testid: "rich" }, blocks(message.blocks, reader));
}

/** @param {RichBlock[]} list @param {Reader} reader */
const blocks = (list, reader) => list.map((block) => buildBlock(block, reader));

/** @param {RichBlock} block @param {Reader} reader @returns {Node} */
function buildBlock(block, reader) {
  const inline = (/** @type {RichText} */ text) => richText(text, reader);
  const credit = (/** @type {RichText | undefined} */ text) => text !== undefined && h("cite", {}, inline(text));
  switch (block.type) {
    case "paragraph":
      return h("p", {}, inline(block.text));
    case "heading":
      return h("p", { class: `rich-heading size-${block.size}`, role: "heading", "aria-level": block.size }, inline(block.text));
    case "footer":
      return h("p", { class: "rich-footer" }, inline(block.text));
    case "pre":
      return h("pre", {}, inline(block.text));
    case "divider":
      return h("hr", {});
    case "anchor":
      return document.createTextNode("");
    case "mathematical_expression":
      return h("pre", {}, block.expression);
    case "blockquote":
      return h("blockquote", {}, blocks(block.blocks, reader), credit(block.credit));
    case "expandable_blockquote":
    case "pullquote":
      return h("blockquote", { class: `rich-${block.type}` }, inline(block.text), credit(block.credit));
    case "details":
      return h("details", { open: block.is_open === true }, h("summary", {}, inline(block.summary)), blocks(block.blocks, reader));
    case "list":
      return h(
        "ul",
        {},
        block.items.map((item) =>
          h(
            "li",
            {},
            h("span", { class: "rich-label" }, item.has_checkbox ? (item.is_checked ? "☑" : "☐") : item.label),
            h("div", {}, blocks(item.blocks, reader)),
          ),
        ),
      );
    case "table":
      return buildTable(block, reader);
    default:
      return h("p", { class: "unsupported" }, t("unsupported"));
  }
}

/** A wide table scrolls sideways inside its bubble. @param {RichBlockTable} table @param {Reader} reader */
function buildTable(table, reader) {
  const classes = [table.is_bordered && "bordered", table.is_striped && "striped", table.is_compact && "compact"];
  const box = h(
    "div",
    { class: "rich-table", tabindex: 0, role: "group", "aria-label": t("table") },
    h(
      "table",
      { class: classes.filter(Boolean).join(" "), testid: "table" },
      table.caption !== undefined && h("caption", {}, richText(table.caption, reader)),
      h(
        "tbody",
        {},
        table.cells.map((row) =>
          h(
            "tr",
            {},
            row.map((cell) => buildCell(cell, reader)),
          ),
        ),
      ),
    ),
  );
  showRest(box);
  return box;
}

/** Fades the edge behind which more columns are: a phone shows no scroll bar. @param {HTMLElement} box */
function showRest(box) {
  const update = () => {
    const hidden = box.scrollWidth - box.clientWidth - Math.abs(box.scrollLeft);
    box.classList.toggle("has-rest", hidden > 4);
  };
  box.addEventListener("scroll", update);
  requestAnimationFrame(update);
}

/** @param {RichBlockTableCell} cell @param {Reader} reader */
function buildCell(cell, reader) {
  return h(
    cell.is_header ? "th" : "td",
    { class: `align-${cell.align} valign-${cell.valign}`, colspan: cell.colspan, rowspan: cell.rowspan },
    cell.text === undefined ? [] : richText(cell.text, reader),
  );
}
