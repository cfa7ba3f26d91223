/* Lists: heads that sort, choices made from what stands in the cells, both kept in the address.
   A list is a table with data-list, its name; choices stand in front of it. Without this script it is a whole table.
   A cell is chosen by its data-pick and sorted by its data-sort, or else by its own words. */
"use strict";

(() => {
  const NOTHING = "—";
  const ORDER = "排序";
  const pinyin = new Intl.Collator("zh-Hans-CN-u-co-pinyin", { numeric: true });

  // ---- cells ------------------------------------------------------------------------------------------------------

  /** What one may choose a cell by; what is said in small letters is no word of the list. */
  function picks(cell) {
    const words = [...cell.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent);
    const said = cell.dataset.pick || words.join("");
    return said.split("、").map((word) => word.trim()).filter((word) => word && word !== NOTHING);
  }

  /** What a cell is sorted by; nothing where it is empty. */
  function key(cell) {
    const time = cell.querySelector("time");
    const words = cell.dataset.sort || (time ? time.dateTime : cell.textContent.trim());
    return words === NOTHING ? "" : words;
  }

  /** By pinyin, but years and other figures begin with the newest and greatest. */
  function inOrder(words) {
    const isFigures = words.every((word) => /^\d/.test(word));
    return words.sort((one, other) => (isFigures ? pinyin.compare(other, one) : pinyin.compare(one, other)));
  }

  /** The rows by one column: figures by value, all else by pinyin; equal ones keep their order, empty ones come last. */
  function sorted(rows, column, isDown) {
    const keyed = rows.map((row) => ({ row, key: key(row.cells[column]) }));
    const value = (word) => Number(word.replace(/%$/, ""));
    const isFigures = keyed.every((one) => !Number.isNaN(value(one.key)));
    const compare = isFigures ? (one, other) => value(one) - value(other) : pinyin.compare;
    keyed.sort((one, other) => {
      if (!one.key || !other.key) return Boolean(other.key) - Boolean(one.key);
      return isDown ? compare(other.key, one.key) : compare(one.key, other.key);
    });
    return keyed.map((one) => one.row);
  }

  function element(tag, name, words = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.append(words);
    if (tag === "button") made.type = "button";
    return made;
  }

  // ---- address ----------------------------------------------------------------------------------------------------

  /** What the address says of lists; one that leads to a heading says nothing. */
  function said() {
    const fragment = location.hash.slice(1);
    return new URLSearchParams(fragment.includes("=") ? fragment : "");
  }

  /** Every way here leads to the same page: what is chosen makes no step in the browser's history. */
  function say(words) {
    for (const [label, value] of [...words]) if (!value) words.delete(label);
    history.replaceState(null, "", words.toString() ? `#${words}` : location.pathname + location.search);
  }

  // ---- one list ---------------------------------------------------------------------------------------------------

  class List {
    constructor(table) {
      const before = table.previousElementSibling;
      this.table = table;
      this.name = table.dataset.list;
      this.rows = [...table.tBodies[0].rows];
      this.heads = [...table.tHead.rows[0].cells];
      this.titles = this.heads.map((head) => head.textContent.trim());
      this.bar = before && before.matches(".gk-choose") ? before : null;
      this.selects = this.bar ? [...this.bar.querySelectorAll("select")] : [];
      this.column = -1;
      this.isDown = false;
      this.offer();
      this.furnish();
    }

    /** The column that a select is about. */
    place(select) {
      return this.heads.findIndex((head, at) => select.name === (head.dataset.pick || this.titles[at]));
    }

    offer() {
      for (const select of this.selects) {
        const words = new Set(this.rows.flatMap((row) => picks(row.cells[this.place(select)])));
        for (const word of inOrder([...words])) select.append(new Option(word, word));
        select.addEventListener("change", () => this.remember());
      }
    }

    /** Buttons in the heads, and beside the table what was chosen and how to undo it. */
    furnish() {
      this.heads.forEach((head, at) => {
        const button = element("button", "gk-sort");
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => this.sortBy(at));
      });
      this.order = this.table.caption.querySelector(".gk-order");
      this.told = element("span", "");
      this.told.setAttribute("aria-live", "polite");
      this.undo = element("button", "gk-undo", "清除条件");
      const all = element("button", "gk-button", "显示全部");
      this.none = element("p", "gk-none", "没有符合条件的事项。");
      this.none.append(" ", all);
      this.table.caption.append(this.told, " ", this.undo);
      this.table.after(this.none);
      for (const button of [this.undo, all]) button.addEventListener("click", () => this.clear());
    }

    sortBy(column) {
      this.isDown = this.column === column && !this.isDown;
      this.column = column;
      this.remember();
    }

    clear() {
      for (const select of this.selects) select.value = "";
      this.column = -1;
      this.remember();
      (this.selects[0] || this.heads[0].firstChild).focus(); // the button that was pressed is gone
    }

    remember() {
      const words = said();
      for (const select of this.selects) words.set(`${this.name}.${select.name}`, select.value);
      const by = this.column < 0 ? "" : this.titles[this.column];
      words.set(`${this.name}.${ORDER}`, by && this.isDown ? `-${by}` : by);
      say(words);
      this.show();
    }

    restore() {
      const words = said();
      for (const select of this.selects) {
        select.value = words.get(`${this.name}.${select.name}`) || "";
        if (select.selectedIndex < 0) select.value = "";
      }
      const by = words.get(`${this.name}.${ORDER}`) || "";
      this.isDown = by.startsWith("-");
      this.column = this.titles.indexOf(by.replace(/^-/, ""));
      this.show();
    }

    get isWhole() {
      return this.column < 0 && this.selects.every((select) => !select.value);
    }

    show() {
      const wanted = this.selects.filter((select) => select.value);
      for (const row of this.rows) {
        row.hidden = !wanted.every((select) => picks(row.cells[this.place(select)]).includes(select.value));
      }
      this.table.tBodies[0].append(...(this.column < 0 ? this.rows : sorted(this.rows, this.column, this.isDown)));
      this.heads.forEach((head, at) => {
        if (at === this.column) head.setAttribute("aria-sort", this.isDown ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      this.tell(wanted.map((select) => select.value));
    }

    tell(wanted) {
      const count = this.rows.filter((row) => !row.hidden).length;
      const chosen = wanted.length > 0 ? `；符合条件的 ${count} 项：${wanted.join("、")}` : "";
      const order = this.column < 0 ? "" : `；按${this.titles[this.column]}${this.isDown ? "倒序" : "顺序"}排列`;
      this.told.textContent = chosen + order;
      this.undo.hidden = this.isWhole;
      this.none.hidden = count > 0;
      if (this.order) this.order.hidden = this.column >= 0;
    }
  }

  const lists = [...document.querySelectorAll("table[data-list]")].map((table) => new List(table));
  const restore = () => lists.forEach((list) => list.restore());
  const [arrival] = performance.getEntriesByType("navigation");
  window.addEventListener("hashchange", restore);
  restore();
  // Who was sent a list sees it at once; who comes back is put where they were by the browser.
  const sent = lists.find((list) => !list.isWhole);
  if (sent && arrival && arrival.type === "navigate") (sent.bar || sent.table).scrollIntoView();
})();
