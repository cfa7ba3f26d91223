/* 今天：the state on the day of reading, beside the one that was built and never in place of it.
   It says again, for another day, what derive/notice.py says for the as-of date; a test holds the two together. */
(function () {
  "use strict";

  function period(said, today) {
    if (today < said.first) return "未开始";
    if (today > said.last) return "已期满";
    if (today === said.last) return "公示中，今日截止";
    var left = said.days.split(" ").filter(function (day) { return day >= today; });
    return "公示中，还剩 " + left.length + " " + said.unit;
  }

  function show(today) {
    document.querySelectorAll(".gk-today").forEach(function (place) {
      var said = place.dataset;
      var state = said.due ? (today > said.due ? "已逾期" : "") : period(said, today);
      place.textContent = state && "今天：" + state;
      place.hidden = !state;
    });
  }

  function iso(day) {
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(function (part) {
      return String(part).padStart(2, "0");
    }).join("-");
  }

  window.gongkaiToday = show;
  show(iso(new Date()));
})();
