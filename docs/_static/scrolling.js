// SPDX-License-Identifier: MIT
// What is wider than the screen scrolls sideways by itself; not every browser lets the keyboard
// reach it unless it can be focused.
"use strict";

const SCROLLERS = ".table-wrapper, .dt-layout-table, .highlight pre";

function letKeyboardReach(scroller) {
  if (scroller.scrollWidth > scroller.clientWidth) {
    const what = scroller.matches("pre") ? "Code" : "Table";
    scroller.setAttribute("tabindex", "0");
    scroller.setAttribute("role", "group");
    scroller.setAttribute("aria-label", `${what}, scrolls sideways`);
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => scroller.removeAttribute(name));
  }
}

const watcher = new ResizeObserver((entries) => entries.forEach(({ target }) => letKeyboardReach(target)));
for (const scroller of document.querySelectorAll(SCROLLERS)) {
  letKeyboardReach(scroller); // at once; later only when its size changes
  watcher.observe(scroller);
}
