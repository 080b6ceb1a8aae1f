// @ts-check
/**
 * A rich message in plain words: for the chat list, for screen readers and for copying (cells between tabs, so that a spreadsheet takes them).
 * @typedef {import("@grammyjs/types").RichBlock} RichBlock
 * @typedef {import("@grammyjs/types").RichText} RichText
 */

/** @param {RichBlock[]} blocks @returns {string} */
export function plainBlocks(blocks) {
  return blocks.map(plainBlock).filter(Boolean).join("\n");
}

/** @param {RichBlock} block @returns {string} */
function plainBlock(block) {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "footer":
    case "pre":
    case "pullquote":
    case "expandable_blockquote":
      return plain(block.text);
    case "blockquote":
      return plainBlocks(block.blocks);
    case "details":
      return `${plain(block.summary)}\n${plainBlocks(block.blocks)}`;
    case "list":
      return block.items.map((item) => `${item.label} ${plainBlocks(item.blocks)}`).join("\n");
    case "table": {
      const rows = block.cells.map((row) => row.map(({ text }) => (text === undefined ? "" : plain(text))).join("\t"));
      return [...(block.caption === undefined ? [] : [plain(block.caption)]), ...rows].join("\n");
    }
    case "mathematical_expression":
      return block.expression;
    default:
      return "";
  }
}

/** @param {RichText} text @returns {string} */
function plain(text) {
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(plain).join("");
  if (text.type === "custom_emoji") return text.alternative_text;
  if (text.type === "mathematical_expression") return text.expression;
  // What is covered in the bubble must not be open in the list of chats.
  if (text.type === "spoiler") return "▒".repeat(plain(text.text).length);
  return "text" in text ? plain(text.text) : "";
}
