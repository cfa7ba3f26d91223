/* Runs before anything is painted: what only works with script takes its place, and 大字 is as the reader left it. */
(function () {
  "use strict";
  var KEY = "gongkai.large";
  var root = document.documentElement;
  var isLarge = remembered();

  /** Some browsers keep nothing for pages that are opened from a folder; then the choice holds for one page. */
  function remembered() {
    try {
      return localStorage.getItem(KEY) === "1";
    } catch (refused) {
      return false;
    }
  }

  function remember() {
    try {
      localStorage.setItem(KEY, isLarge ? "1" : "0");
    } catch (refused) {
      return;
    }
  }

  function show() {
    var button = document.querySelector(".gk-larger");
    root.classList.toggle("gk-large", isLarge);
    if (button) button.setAttribute("aria-pressed", String(isLarge));
  }

  root.classList.remove("no-js");
  root.classList.add("js");
  show();
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", function (event) {
    if (!event.target.closest(".gk-larger")) return;
    isLarge = !isLarge;
    remember();
    show();
  });
  // A page that comes back as it was left does not run its scripts again.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    isLarge = remembered();
    show();
  });
})();
