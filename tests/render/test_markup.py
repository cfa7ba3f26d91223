"""The filters of the templates: dates, prose, tables of parts, words of findings."""

from __future__ import annotations

from datetime import date

import pytest
from jinja2 import UndefinedError

from gongkai.findings import Finding, Place
from gongkai.history.words import Line
from gongkai.kinds.development.model import Candidate
from gongkai.render.contents import LONG, with_contents
from gongkai.render.markup import (
    dated,
    day,
    day_week,
    environment,
    explained,
    few,
    hours,
    names,
    prose,
    said,
    start,
    tel,
    unmarked,
)
from gongkai.render.tables import NOTHING, table

HOSTILE = "<img src=x onerror=alert(1)> & \"'{{ 7*7 }}"
SAFE = "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;&#39;{{ 7*7 }}"


def finding(words: str, at: str = "", explained: str = "") -> Finding:
    """A lapse with these words."""
    return Finding(place=Place("data/x.yaml"), is_fault=False, words=words, at=at, explained=explained)


def test_dates_are_read_by_people_and_programs() -> None:
    """A date stands in Chinese, with its machine form beside it."""
    assert day(date(2026, 9, 4)) == '<time datetime="2026-09-04">2026年9月4日</time>'
    assert day_week(date(2026, 9, 14)) == '<time datetime="2026-09-14">2026年9月14日（周一）</time>'


def test_hours_stay_on_one_line() -> None:
    """From and to together, each span of its own; nothing in them is markup."""
    whole = '<span class="gk-whole">8:30—12:00</span>、<span class="gk-whole">13:30—17:30</span>'
    assert hours("工作日 8:30—12:00、13:30—17:30") == f"工作日 {whole}"
    assert prose("8:30—12:00、13:30—17:30") == f"<p>{whole}</p>"
    assert hours("<b>8:30") == "&lt;b&gt;8:30"


def test_prose_is_paragraphs_and_lists() -> None:
    """Lines are paragraphs, lines with a hyphen a list; blank lines only part them."""
    text = "先说明\n\n两点：\n- 一\n- 二\n完"
    assert prose(text) == "<p>先说明</p>\n<p>两点：</p>\n<ul><li>一</li><li>二</li></ul>\n<p>完</p>"


@pytest.mark.parametrize("text", [HOSTILE, f"- {HOSTILE}"])
def test_prose_lets_no_markup_through(text: str) -> None:
    """Neither in a paragraph nor in a list."""
    assert SAFE in prose(text)
    assert "<img" not in prose(text)


def test_undefined_names_are_errors() -> None:
    """A misspelt field in a template never becomes an empty place on a page."""
    with pytest.raises(UndefinedError):
        environment().from_string("{{ record.titel }}").render(record={})


def test_words_of_findings_lose_the_key() -> None:
    """Readers know the title of a field, not its path; hostile text in them stays text."""
    assert said(finding("公示期（period）：只有 3 个工作日", "period")) == "公示期：只有 3 个工作日"
    assert said(finding(HOSTILE)) == SAFE
    assert SAFE in explained(finding("", explained=HOSTILE))


@pytest.mark.parametrize(
    "text", ["meetings/2026-09-14/x", "2026-09-14-members", "2026-02-30", "12026-09-14", "2026-09"]
)
def test_only_dates_become_dates(text: str) -> None:
    """File names, days that do not exist and months stay as they are."""
    assert dated(prose(text)) == f"<p>{text}</p>"


def test_dates_in_findings_read_like_all_others() -> None:
    """`2026-09-14` in a finding becomes a date of the page."""
    assert said(finding("应到 2026-09-30")) == f"应到 {day(date(2026, 9, 30))}"


def test_a_table_has_only_the_columns_that_somebody_filled() -> None:
    """In the order of the model, without those asked to stay away; gaps get a dash, months and lists their form."""
    people = [
        Candidate.model_validate(
            {"name": "赵敏", "born": "1998-03", "contacts": ["张三", "李四"], "told_on": "2026-9-1"}
        ),
        Candidate.model_validate({"name": "王一", "post": HOSTILE}),
    ]
    made = table(people, "told_on")
    assert made.heads == ("姓名", "出生年月", "岗位或身份", "培养联系人")
    assert [row.name for row in made.rows] == ["赵敏", "王一"]
    month = '<time datetime="1998-03">1998年3月</time>'
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        [month, NOTHING, "张三、李四"],
        [NOTHING, SAFE, NOTHING],
    ]


def test_names_and_digests_are_short() -> None:
    """Names stand in one line; of a digest the beginning is shown."""
    assert names(["张三", "李四"]) == few(["张三", "李四"], 2) == "张三、李四"
    assert few(["张三", "李四", "王五"], 2) == "张三、李四等 3 人"
    assert start("0123456789abcdef" * 4) == "0123456789abcdef"


def test_a_table_too_wide_for_a_sheet_becomes_cards() -> None:
    """Few columns stay a table on wide screens and paper, many never are one."""
    whole = {
        "sex": "女",
        "ethnicity": "汉族",
        "born": "1998-03",
        "education": "本科",
        "post": "会计",
        "distinguish": "财务",
    }
    days = dict.fromkeys(("applied_on", "activist_on", "candidate_on", "told_on"), "2024-03-01")
    few_columns = Candidate.model_validate({"name": "赵敏", **whole})
    assert table([few_columns]).layout == "gk-stack"
    assert table([Candidate.model_validate({"name": "赵敏", **whole, **days})]).layout == "gk-cards"


@pytest.mark.parametrize(
    ("phone", "target"),
    [
        ("010-12345678", "010-12345678"),
        ("12345678", "12345678"),
        ("010-12345678转801", "010-12345678;ext=801"),
        ("0951-1234567-12", "0951-1234567;ext=12"),
    ],
)
def test_a_phone_number_can_be_tapped(phone: str, target: str) -> None:
    """The address holds no Chinese; the words stay as written."""
    assert tel(phone) == f'<a href="tel:{target}">{phone}</a>'


def headings(count: int) -> str:
    """A body with so many headings, one of them with a link in it."""
    rest = "".join(f'<h2 id="part-{number}"><a href="x.html">第 {number} 部分</a></h2>' for number in range(count))
    return f'<h1 id="title">标题</h1>{rest}'


def test_only_long_pages_get_contents() -> None:
    """The list stands before the first heading and names them all, without markup of theirs."""
    assert with_contents(headings(LONG - 1)) == headings(LONG - 1)
    body = with_contents(headings(LONG))
    assert body.index('<nav class="gk-contents"') < body.index("<h2")
    assert '<a href="#part-4">第 4 部分</a>' in body


def test_a_script_is_given_the_words_of_pages_without_markup() -> None:
    """Dates read alike, lines are one line, figures that only look like a date stay, signs are the script's to mark."""
    told = unmarked(Line("落实（2026-04-28）", "2026-02-30", f"  2026-09-04\n{HOSTILE}"))
    assert told == Line("落实（2026年4月28日）", "2026-02-30", f"2026年9月4日 {HOSTILE}")
