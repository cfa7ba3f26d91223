/* The search page. Key fields come first, then handbook and full text, newest year first; then the count is exact. */
"use strict";

const gongkaiSearch = (() => {
  const { fold, words, places, merged } = gongkaiFolding;
  const AT_ONCE = 20;
  const AROUND = 24;
  const HANDBOOK = "手册和规则";

  const by = (name) => document.getElementById(`search-${name}`);
  const box = by("words");
  const count = by("count");
  const list = by("found");
  const more = by("more");
  const chosen = { kind: by("kind"), year: by("year"), state: by("state") };

  let records = [];
  let sections = [];
  let waiting = [];
  let isLoading = false;
  let isBroken = false;
  let shown = AT_ONCE;
  let found = [];
  let later = 0;

  // ---- data -------------------------------------------------------------------------------------------------------

  function load(address) {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("error", () => {
      isBroken = true;
      answer();
    });
    document.head.append(script);
  }

  function loadNext() {
    if (isLoading || isBroken || waiting.length === 0) return;
    isLoading = true;
    load(`search/${waiting[0].name}.js?v=${waiting[0].digest}`);
  }

  /** Called by titles.js. */
  function titles(about) {
    const years = about.years.flatMap(([year, many]) => Array(many).fill(year));
    records = about.records.map(([name, kind, short, state, day, index, title, people = ""], number) => {
      const key = [title, about.kinds[kind], about.words[short], index, people].join("\n");
      return {
        href: `${about.folders[kind]}/${years[number]}/${name}.html`,
        title,
        kind: about.kinds[kind],
        short: about.words[short],
        status: about.words[state],
        state: /\d/.test(about.words[state]) ? "公开" : about.words[state], // figures are no choice in a list
        year: years[number],
        day: `${Math.floor(day / 10000)}年${Math.floor(day / 100) % 100}月${day % 100}日`,
        key: fold(key),
        text: "",
        folded: "",
      };
    });
    waiting = [{ name: "handbook", digest: about.handbook }];
    waiting.push(...about.years.map(([name, , digest]) => ({ name, digest })));
    offer(chosen.kind, [...about.kinds, HANDBOOK]);
    offer(chosen.year, [...new Set(years)], "年");
    offer(chosen.state, [...new Set(records.map((one) => one.state))]);
    restore();
  }

  /** Called by the file of each year and of the handbook. */
  function texts(name, digest, those) {
    const next = waiting[0];
    isLoading = false;
    if (next.name !== name || next.digest !== digest) {
      isBroken = true; // the site was renewed while this page was open
    } else {
      waiting.shift();
      if (name === "handbook") sections = those.map(section);
      else records.filter((one) => one.year === name).forEach((one, at) => attach(one, those[at]));
      loadNext();
    }
    answer();
  }

  function attach(record, text) {
    record.text = text;
    record.folded = fold(text);
  }

  function section([href, title, short, text]) {
    return { href, title, kind: HANDBOOK, short, status: "", state: "", year: "", day: "", key: fold(title), text, folded: fold(text) };
  }

  function offer(select, values, unit = "") {
    for (const value of values) select.append(new Option(value + unit, value));
  }

  // ---- answers ----------------------------------------------------------------------------------------------------

  function isChosen(one) {
    return Object.entries(chosen).every(([name, select]) => !select.value || String(one[name]) === select.value);
  }

  /** Those that hold every word: found by key fields, then by text; within each the order of the data. */
  function search(those, wanted) {
    const [first, second] = [[], []];
    for (const one of those) {
      if (!isChosen(one)) continue;
      if (wanted.every((word) => one.key.includes(word))) first.push(one);
      else if (wanted.every((word) => one.key.includes(word) || one.folded.includes(word))) second.push(one);
    }
    return [...first, ...second];
  }

  function answer() {
    const wanted = words(box.value);
    const isAsked = wanted.length > 0 || Object.values(chosen).some((select) => select.value);
    if (isAsked) loadNext();
    const matters = isAsked ? search(records, wanted) : [];
    const rules = isAsked ? search(sections, wanted) : [];
    found = [...matters, ...rules];
    say(isAsked ? told(matters.length, rules.length) : `可以检索 ${records.length} 项公开事项，以及手册和规则。`);
    show(wanted);
  }

  function show(wanted) {
    const before = list.contains(document.activeElement) ? document.activeElement.href : null;
    list.replaceChildren(...found.slice(0, shown).map((one) => item(one, wanted)));
    more.hidden = found.length <= shown;
    // Who was on a result when more of the text came in stays on it.
    if (before) [...list.querySelectorAll("a")].find((link) => link.href === before)?.focus();
  }

  function told(matters, rules) {
    const figures = `公开事项 ${matters} 项，手册和规则 ${rules} 处`;
    if (waiting.length === 0) return matters + rules ? `${figures}。` : "没有找到。请减少词语，或换一种写法。";
    if (isBroken) return `至少：${figures}。全文没有载入完，请刷新本页。`;
    return `至少：${figures}。正在查找其余全文……`;
  }

  function say(words) {
    if (count.textContent !== words) count.textContent = words;
  }

  function item(one, wanted) {
    const link = element("a", "", ...marked(one.title, merged(places(one.title, wanted).flat())));
    link.href = one.href;
    const about = [one.kind, one.short, one.day, one.status].filter(Boolean).join(" · ");
    const made = element("li", "", element("p", "gk-lead", link), element("p", "gk-small", about));
    const context = wanted.length > 0 && one.text ? around(one.text, wanted) : [];
    if (context.length > 0) made.append(element("p", "gk-context", ...context));
    return made;
  }

  function element(tag, name, ...inside) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...inside);
    return made;
  }

  /** The text between two places, with marks where words stand. */
  function marked(text, marks, from = 0, to = text.length) {
    const pieces = [];
    let at = from;
    const plain = (end) => pieces.push(text.slice(at, end).replaceAll("\n", " · "));
    for (const [first, last] of marks) {
      if (first < at || last > to) continue;
      plain(first);
      pieces.push(element("mark", "", text.slice(first, last)));
      at = last;
    }
    plain(to);
    return pieces;
  }

  /** Where each word first stands, with some text around it. */
  function around(text, wanted) {
    const all = places(text, wanted);
    const firsts = all.flatMap((those) => those.slice(0, 1));
    const windows = merged(firsts.map(([from, to]) => [Math.max(0, from - AROUND), Math.min(text.length, to + AROUND)]));
    const marks = merged(all.flat());
    const pieces = windows.flatMap(([from, to]) => [from > 0 ? "……" : "", ...marked(text, marks, from, to)]);
    return windows.length > 0 && windows[windows.length - 1][1] < text.length ? [...pieces, "……"] : pieces;
  }

  // ---- address ----------------------------------------------------------------------------------------------------

  function restore() {
    const given = new URLSearchParams(location.search);
    box.value = given.get("q") || "";
    for (const [name, select] of Object.entries(chosen)) {
      select.value = given.get(name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    answer();
  }

  function remember() {
    const given = new URLSearchParams();
    if (box.value.trim()) given.set("q", box.value.trim());
    for (const [name, select] of Object.entries(chosen)) if (select.value) given.set(name, select.value);
    const query = given.toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  function changed() {
    shown = AT_ONCE;
    answer();
    clearTimeout(later);
    later = setTimeout(remember, 300); // browsers refuse an address that changes with every letter
  }

  // ---- keyboard ---------------------------------------------------------------------------------------------------

  function showMore() {
    const next = list.children.length;
    shown += AT_ONCE;
    answer();
    list.children[next].querySelector("a").focus();
  }

  /** From the box through the results to the button for more, and back; Enter in the box leads to the first result. */
  function move(event) {
    const stops = [box, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];
    const here = stops.indexOf(document.activeElement);
    const next = stops[here + (event.key === "ArrowUp" ? -1 : 1)];
    if (here < 0) return;
    event.preventDefault();
    if (next) next.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnward = event.key === "Enter" && document.activeElement === box;
    if (isOnward || event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event);
    } else if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.select();
    }
  });

  // While pinyin is being typed the letters are no query yet.
  box.addEventListener("input", (event) => event.isComposing || changed());
  box.addEventListener("compositionend", changed);
  for (const select of Object.values(chosen)) select.addEventListener("change", changed);
  more.addEventListener("click", showMore);
  say("正在载入……");
  load("search/titles.js");
  if (!location.search) box.focus();

  return { titles, texts };
})();
