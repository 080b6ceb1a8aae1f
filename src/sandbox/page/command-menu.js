// @ts-check
import { h, reconcile } from "./dom.js";

/** @typedef {import("@grammyjs/types").BotCommand} BotCommand */

/**
 * The list of commands above the composer: all of them by the "/" button, the matching ones while typing "/...".
 * Pressing one sends it, as in Telegram; Tab only completes it.
 * @param {HTMLTextAreaElement} input @param {(command: string) => void} send
 */
export function commandMenu(input, send) {
  const element = h("div", { class: "commands", role: "listbox", testid: "command-list", hidden: true });
  let commands = /** @type {BotCommand[]} */ ([]);
  let shown = /** @type {BotCommand[]} */ ([]);
  let suffix = "";
  let place = "";
  /** Nothing is marked at first, so that Enter sends what was typed. */
  let marked = -1;

  /** @param {BotCommand[]} list */
  const show = (list) => {
    shown = list;
    marked = -1;
    draw();
  };
  const draw = () => {
    element.hidden = shown.length === 0;
    reconcile(element, shown.map((command, index) => ({ key: command.command, signature: JSON.stringify([command, index === marked]), build: () => build(command, index === marked) })));
    element.children[marked]?.scrollIntoView({ block: "nearest" });
  };
  /** @param {BotCommand} command @param {boolean} isMarked */
  const build = (command, isMarked) =>
    h(
      "button",
      { type: "button", role: "option", "aria-selected": String(isMarked), tabindex: -1, testid: `command-${command.command}`, onclick: () => choose(command) },
      h("strong", {}, `/${command.command}`),
      h("span", { dir: "auto" }, command.description),
    );
  /** @param {BotCommand} command */
  const choose = (command) => {
    show([]);
    if (input.value.startsWith("/")) write("");
    send(`/${command.command}${suffix}`);
    input.focus();
  };
  /** @param {string} text */
  const write = (text) => {
    input.value = text;
    input.dispatchEvent(new Event("input"));
  };
  const matching = () => {
    const typed = /^\/(\w*)$/.exec(input.value)?.[1];
    return typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  };

  return {
    element,
    close: () => show([]),
    toggle: () => (show(shown.length > 0 ? [] : commands), input.focus()),
    suggest: () => show(matching()),
    /** @param {BotCommand[]} list @param {string} addressed "@bot" in groups @param {string} where */
    offer: (list, addressed, where) => {
      if (where !== place) show([]);
      [commands, suffix, place] = [list, addressed, where];
    },
    /** @param {KeyboardEvent} event whether the key was for the menu */
    handleKey: (event) => {
      if (shown.length === 0) return false;
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      const target = shown[marked] ?? (event.key === "Tab" ? shown[0] : undefined);
      if (step !== 0) marked = (Math.max(marked, step < 0 ? 0 : -1) + step + shown.length) % shown.length;
      else if (event.key === "Escape") shown = [];
      else if (event.key === "Tab" && target) write(`/${target.command}${suffix} `);
      else if (event.key === "Enter" && !event.shiftKey && target) choose(target);
      else return false;
      event.preventDefault();
      draw();
      return true;
    },
  };
}
