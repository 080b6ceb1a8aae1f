// @ts-check
import { h, reconcile } from "./dom.js";

/**
 * The list of commands above the composer: all of them by the "/" button, the matching ones while typing "/...".
 * Pressing one sends it, as in Telegram; Tab only completes it.
 * @typedef {import("@grammyjs/types").BotCommand} BotCommand
 * @typedef {{ commands: BotCommand[], suffix: string, place: string }} Offer suffix: "@bot" in groups
 */

export const commandList = h("div", { class: "commands", role: "listbox", testid: "command-list", hidden: true });

/** @type {Offer} */
let offer = { commands: [], suffix: "", place: "" };
let shown = /** @type {BotCommand[]} */ ([]);
/** Nothing is marked at first, so that Enter sends what was typed. */
let marked = -1;
/** @type {{ input: HTMLTextAreaElement, send: (command: string) => void } | null} */
let composer = null;

/** @param {HTMLTextAreaElement} input @param {(command: string) => void} send */
export function serveComposer(input, send) {
  composer = { input, send };
}

/** @param {Offer} next */
export function offerCommands(next) {
  if (next.place !== offer.place) closeCommands();
  offer = next;
}

export const closeCommands = () => show([]);

export function toggleCommands() {
  show(shown.length > 0 ? [] : offer.commands);
  composer?.input.focus();
}

/** Shows what fits the text typed so far. */
export function suggestCommands() {
  const typed = /^\/(\w*)$/.exec(composer?.input.value ?? "")?.[1];
  show(typed === undefined ? [] : offer.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())));
}

/** @param {KeyboardEvent} event whether the key was for the list */
export function handleCommandKey(event) {
  if (shown.length === 0) return false;
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const target = shown[marked] ?? (event.key === "Tab" ? shown[0] : undefined);
  if (step !== 0) marked = (Math.max(marked, step < 0 ? 0 : -1) + step + shown.length) % shown.length;
  else if (event.key === "Escape") shown = [];
  else if (event.key === "Tab" && target) write(`/${target.command}${offer.suffix} `);
  else if (event.key === "Enter" && !event.shiftKey && target) choose(target);
  else return false;
  event.preventDefault();
  draw();
  return true;
}

/** @param {BotCommand[]} list */
function show(list) {
  shown = list;
  marked = -1;
  draw();
}

function draw() {
  commandList.hidden = shown.length === 0;
  const item = (/** @type {BotCommand} */ command, /** @type {number} */ index) => ({
    key: command.command,
    signature: JSON.stringify([command, index === marked]),
    build: () => buildCommand(command, index === marked),
  });
  reconcile(commandList, shown.map(item));
  commandList.children[marked]?.scrollIntoView({ block: "nearest" });
}

/** @param {BotCommand} command @param {boolean} isMarked */
function buildCommand(command, isMarked) {
  return h(
    "button",
    {
      type: "button",
      role: "option",
      "aria-selected": String(isMarked),
      tabindex: -1,
      testid: `command-${command.command}`,
      onclick: () => choose(command),
    },
    h("strong", {}, `/${command.command}`),
    h("span", { dir: "auto" }, command.description),
  );
}

/** @param {BotCommand} command */
function choose(command) {
  show([]);
  if (composer?.input.value.startsWith("/")) write("");
  composer?.send(`/${command.command}${offer.suffix}`);
  composer?.input.focus();
}

/** @param {string} text */
function write(text) {
  if (!composer) return;
  composer.input.value = text;
  composer.input.dispatchEvent(new Event("input"));
}
