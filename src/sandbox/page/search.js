// @ts-check
import { h } from "./dom.js";

const TYPING_MS = 200;

/**
 * A search field above a list that is too long to show whole. It stays the same element, so that typing is never interrupted.
 * @param {{ testid: string, onSearch: (words: string) => void }} options
 */
export function searchField({ testid, onSearch }) {
  let timer = 0;
  const input = h("input", { type: "search", class: "search", autocomplete: "off", testid });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => onSearch(input.value.trim()), TYPING_MS);
  });
  return input;
}

/** @param {HTMLInputElement} input @param {boolean} isShown @param {string} label */
export function labelSearch(input, isShown, label) {
  input.hidden = !isShown && input.value === "";
  input.placeholder = label;
  input.setAttribute("aria-label", label);
}
