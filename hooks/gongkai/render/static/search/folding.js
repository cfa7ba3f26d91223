/* How text is compared: NFKC, lower case, white space only between plain ASCII. And where in the text a match stands. */
"use strict";

const gongkaiFolding = (() => {
  const isPlain = (letter) => letter > " " && letter <= "~";
  const between = (spaces, at, whole) => (isPlain(whole[at - 1]) && isPlain(whole[at + spaces.length]) ? " " : "");
  const loose = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");
  // What normalization may join with the letter before it: marks of all kinds, and parts of Korean syllables.
  const CLUSTER = /[^][\p{M}\u1160-\u11ff\u3131-\u318e\uff9e-\uffdc]*/gu;

  const fold = (text) => loose(text).replace(/ +/g, between);

  /** The words of a query. */
  const words = (query) => [...new Set(loose(query).split(/\s+/u).filter(Boolean))];

  /** The same as fold, with the place in `text` from which each letter of it comes. */
  function foldWithOrigins(text) {
    let joined = "";
    const from = [];
    for (const cluster of text.matchAll(CLUSTER)) {
      for (const letter of loose(cluster[0]).split("")) {
        joined += letter;
        from.push(cluster.index);
      }
    }
    const origins = [];
    let end = 0;
    const folded = joined.replace(/ +/g, (spaces, at) => {
      const kept = between(spaces, at, joined);
      for (; end < at; end++) origins.push(from[end]);
      if (kept) origins.push(from[at]);
      end = at + spaces.length;
      return kept;
    });
    for (; end < joined.length; end++) origins.push(from[end]);
    origins.push(text.length);
    return { folded, origins };
  }

  /** Where each of the words stands in `text`: for each a list of pairs, beginning and end. */
  function places(text, wanted) {
    const { folded, origins } = foldWithOrigins(text);
    return wanted.map((word) => {
      const found = [];
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        // A letter may fold into several: the end is where the next letter of the text begins.
        let end = at + word.length;
        while (end < folded.length && origins[end] === origins[end - 1]) end++;
        found.push([origins[at], origins[end]]);
      }
      return found;
    });
  }

  /** The same pairs in order, those that touch made one. */
  function merged(pairs) {
    const made = [];
    for (const [from, to] of [...pairs].sort((one, other) => one[0] - other[0])) {
      const last = made[made.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else made.push([from, to]);
    }
    return made;
  }

  return { fold, words, places, merged, foldWithOrigins };
})();
