// @ts-check
/**
 * Keeps what is being read where it is while messages above it arrive, grow, shrink or go. The browser's own anchoring loses its anchor when
 * just that element is replaced (an edit), so it is switched off in the stylesheet.
 * @param {HTMLElement} scroller @param {HTMLElement} list its children have keys
 * @returns {() => void} to be called after the change
 */
export function holdPlace(scroller, list) {
  const view = scroller.getBoundingClientRect();
  const places = [...list.children].flatMap((child) => {
    const { top, bottom } = child.getBoundingClientRect();
    return bottom > view.top && top < view.bottom ? [{ key: keyOf(child), top }] : [];
  });
  return () => {
    const children = new Map([...list.children].map((child) => [keyOf(child), child]));
    // The first that is still there: the one at the top may be what was deleted.
    const kept = places.find(({ key }) => children.has(key));
    const child = kept && children.get(kept.key);
    if (kept && child) scroller.scrollTop += child.getBoundingClientRect().top - kept.top;
  };
}

/** @param {Element} child */
const keyOf = (child) => /** @type {HTMLElement} */ (child).dataset["key"];
