/* 变更: any two editions. Each edition's file tells what it changed since the one before; those between are put together.
   The choice stands in the address. Without this script every edition has its own page. */
"use strict";

const gongkaiChanges = (() => {
  const form = document.querySelector(".gk-compare");
  const place = document.querySelector(".gk-compared");
  if (!form) return { take() {} };
  const [from, to] = form.querySelectorAll("select");
  const order = [...from.options].map((option) => option.value).reverse();
  const told = new Map();
  let wanted = [];

  function make(name, text, ...children) {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  // ---- putting together -------------------------------------------------------------------------------------------

  /** What an edition changed is joined to what stood there before it: the same field changed twice is one change,
      changed there and back it is none. Several entries of one list may be called alike. */
  function join(known, [where, before, after]) {
    const place = known.filter((line) => line.where === where && line.after === before && !line.joined);
    const same = place.find((line) => line.before === after) || place.find((line) => line.after);
    if (same) return Object.assign(same, { after, joined: true });
    return { where, before, after, joined: true };
  }

  function together(names) {
    const matters = new Map();
    for (const name of names) {
      for (const [href, title, kind, index, rank, what, lines, reasons] of told.get(name).rows) {
        const matter = matters.get(href) || { title, kind, index, rank, whats: new Set(), lines: [], reasons: [] };
        matters.set(href, matter);
        if (matter.whats.has("公开") && what !== "撤回") continue;
        if (what === "撤回") Object.assign(matter, { whats: new Set(), lines: [], reasons: [] });
        matter.lines.forEach((line) => (line.joined = false));
        const joined = lines.map((line) => join(matter.lines, line));
        matter.lines = [...new Set([...matter.lines, ...joined])].filter((line) => line.before !== line.after);
        matter.whats.add(what);
        matter.rank = Math.min(matter.rank, rank);
        matter.reasons.push(...reasons);
      }
    }
    const whole = (one) => one.whats.has("公开") || one.whats.has("撤回");
    const found = [...matters].filter(([, one]) => whole(one) || one.lines.length || one.reasons.length);
    return found.sort(([, one], [, other]) => one.rank - other.rank);
  }

  // ---- showing ----------------------------------------------------------------------------------------------------

  function line({ where, before, after }) {
    const item = make("li", `${where}：`);
    if (before && after) item.append(make("del", before), " → ", make("ins", after));
    else item.append(before ? "删去 " : "增加 ", before ? make("del", before) : make("ins", after));
    return item;
  }

  function link(href, title) {
    return Object.assign(make("a", title), { href });
  }

  function paragraphs(text) {
    return text.split("\n").filter((line) => line.trim()).map((line) => make("p", line));
  }

  function small(text) {
    return Object.assign(make("span", text), { className: "gk-small" });
  }

  function row([href, { title, kind, index, whats, lines, reasons }]) {
    const head = make("th", "", link(href, title), make("br"), small(index ? `${kind}，${index}` : kind));
    head.scope = "row";
    const said = make("div", "", ...reasons.flatMap(paragraphs));
    if (lines.length) said.append(make("ul", "", ...lines.map(line)));
    const cells = [make("td", "", make("strong", [...whats].join("、"))), make("td", "", said)];
    cells.forEach((cell, at) => (cell.dataset.title = ["变更", "内容"][at]));
    return make("tr", "", head, ...cells);
  }

  function table(found) {
    const heads = ["事项", "变更", "改了什么、为什么"].map((title) => Object.assign(make("th", title), { scope: "col" }));
    const made = make("table", "", make("caption", `有变更的事项 ${found.length} 个`));
    made.append(make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...found.map(row)));
    made.className = "gk-table gk-stack gk-diff";
    return made;
  }

  function entry([href, { title, index }]) {
    return make("dd", "", link(href, title), ...(index ? [" ", small(index)] : []));
  }

  /** What is only new is a list by kind, as on the page of an edition. */
  function list(found) {
    const made = Object.assign(make("dl"), { className: "gk-facts gk-added" });
    const kinds = new Set(found.map(([, one]) => one.kind));
    for (const kind of kinds) {
      const those = found.filter(([, one]) => one.kind === kind);
      made.append(make("dt", kind), ...those.map(entry));
    }
    return [make("h3", `新公开 ${found.length} 个`), made];
  }

  /** What many matters rest on. */
  function bases(amended) {
    const made = Object.assign(make("dl"), { className: "gk-facts gk-facts--dated" });
    for (const [day, what, note] of amended) {
      made.append(make("dt", day), make("dd", "", make("p", "", make("strong", what)), ...paragraphs(note)));
    }
    return [make("h3", `基础数据更正 ${amended.length} 项`), made];
  }

  function show() {
    if (!wanted.every((name) => told.has(name))) return;
    const found = together(wanted);
    const amended = [...wanted].reverse().flatMap((name) => told.get(name).amended);
    if (!found.length && !amended.length) {
      place.replaceChildren(make("p", wanted.length ? "这两版之间没有变更。" : "两处选的是同一版。"));
      return;
    }
    const isNew = ([, one]) => one.whats.has("公开") && one.whats.size === 1;
    const [changed, added] = [found.filter((one) => !isNew(one)), found.filter(isNew)];
    const parts = [[changed, table], [amended, bases], [added, list]];
    place.replaceChildren(...parts.flatMap(([those, shown]) => (those.length ? shown(those) : [])));
  }

  function load(name) {
    const script = document.createElement("script");
    script.src = `changes/${name}.js`;
    script.addEventListener("error", () => place.replaceChildren(make("p", "数据文件读不到，请重新打开这一页。")));
    document.head.append(script);
  }

  function compare() {
    const [first, last] = [from, to].map((select) => order.indexOf(select.value)).sort((one, other) => one - other);
    [from.value, to.value] = [order[first], order[last]];
    wanted = order.slice(first + 1, last + 1);
    wanted.filter((name) => !told.has(name)).forEach(load);
    show();
    history.replaceState(null, "", `?${new URLSearchParams({ from: from.value, to: to.value })}#compare`);
  }

  form.hidden = false;
  form.querySelector("button").addEventListener("click", compare);
  const asked = new URLSearchParams(location.search);
  if (asked.has("from") && asked.has("to")) {
    for (const select of [from, to]) if (order.includes(asked.get(select.name))) select.value = asked.get(select.name);
    compare();
  }
  return {
    /** Called by an edition's file. */
    take(name, rows, amended) {
      told.set(name, { rows, amended });
      show();
    },
  };
})();
