/* Who comes from a page, named by the fragment, is led to it in each edition that has it: the server is asked. */
(function () {
  "use strict";
  var page = decodeURIComponent(location.hash.slice(1));
  if (!/^http/.test(location.protocol) || page === "index.html" || !/^[\p{L}\p{N}_/-]+\.html$/u.test(page)) return;

  function lead(link) {
    var target = link.href.replace(/index\.html$/, page);
    fetch(target, { method: "HEAD" }).then(function (answer) {
      if (answer.ok) link.href = target;
      else link.insertAdjacentText("afterend", "（没有这一页）");
    });
  }

  function look(group) {
    if (group.open && !group.asked) group.querySelectorAll("a").forEach(lead);
    group.asked = group.asked || group.open;
  }

  document.querySelector(".same").hidden = false;
  lead(document.querySelector("a"));
  document.querySelectorAll("details").forEach(function (group) {
    group.addEventListener("toggle", look.bind(null, group));
    look(group);
  });
})();
