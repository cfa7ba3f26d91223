/* 检查入口: any span of years. Columns outside it are put away, sums are made over what is left; the span stands in the
   address. Without this script all years are there. */
"use strict";

(() => {
  const table = document.querySelector(".gk-tallies");
  const [from, to] = document.querySelectorAll(".gk-span select");
  const asked = new URLSearchParams(location.search);

  function show() {
    const [first, last] = [from.value, to.value].map(Number).sort((one, other) => one - other);
    for (const row of table.rows) {
      let sum = 0;
      for (const cell of row.querySelectorAll("[data-year]")) {
        cell.hidden = Number(cell.dataset.year) < first || Number(cell.dataset.year) > last;
        sum += cell.hidden ? 0 : Number(cell.dataset.count || 0);
      }
      const total = row.querySelector("[data-unit]");
      if (total) total.textContent = sum ? `${sum} ${total.dataset.unit}` : "—";
    }
  }

  function choose() {
    show();
    history.replaceState(null, "", `?${new URLSearchParams({ from: from.value, to: to.value })}${location.hash}`);
  }

  for (const select of [from, to]) {
    const year = asked.get(select.name);
    if ([...select.options].some((option) => option.value === year)) select.value = year;
    select.addEventListener("change", choose);
  }
  show();
})();
