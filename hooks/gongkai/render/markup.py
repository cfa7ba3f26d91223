"""The Jinja environment: autoescape on, undefined names are errors, and the few filters that pages need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gongkai.days import chinese_date, weekday
from gongkai.findings import Finding
from gongkai.history.words import Line
from gongkai.render.charts import column_chart, line_chart, parts_chart
from gongkai.render.compiling import Templates, kept
from gongkai.render.tables import table


def environment() -> Environment:
    """Templates of the kinds (`kinds/<kind>/page.html.jinja`) and the shared ones; data is never a template."""
    made = Templates(
        loader=FileSystemLoader([str(files("gongkai") / "render" / "templates"), str(files("gongkai") / "kinds")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=kept(),
        auto_reload=False,  # each build makes its own environment; else every include asks the disk for news
    )
    made.filters |= {"day": day, "day_of": day_of, "day_week": day_week, "prose": prose, "names": names, "table": table}
    made.filters |= {"said": said, "explained": explained, "few": few, "listed": listed, "start": start, "tel": tel}
    made.filters["hours"] = hours
    made.filters |= {
        "change": change,
        "line_chart": line_chart,
        "column_chart": column_chart,
        "parts_chart": parts_chart,
    }
    return made


@lru_cache(maxsize=1 << 12)
def day(when: date) -> Markup:
    """`<time datetime="2026-09-14">2026年9月14日</time>`."""
    return Markup(f'<time datetime="{when.isoformat()}">{chinese_date(when)}</time>')


@lru_cache(maxsize=1 << 12)
def day_of(when: date, year: int) -> Markup:
    """The same in a book of one year: `<time datetime="2026-09-14">9月14日</time>`, other years in full."""
    if when.year != year:
        return day(when)
    return Markup(f'<time datetime="{when.isoformat()}">{when.month}月{when.day}日</time>')


def day_week(when: date) -> Markup:
    """The same with the weekday in brackets."""
    return Markup(f'<time datetime="{when.isoformat()}">{chinese_date(when)}（{weekday(when)}）</time>')


def names(several: Iterable[str]) -> str:
    """Several words or names in one line: `张三、李四`."""
    return "、".join(several)


_EXTENSION = re.compile(r"(?P<line>(?:0\d{2,3}-?)?\d{7,8})(?:(?:-|转)(?P<extension>\d{1,6}))?")


@lru_cache(maxsize=1 << 8)
def tel(phone: str) -> Markup:
    """A number one can tap: `010-12345678转801` dials the line and tells the extension, as RFC 3966 writes it."""
    found = _EXTENSION.fullmatch(phone)
    line, extension = (found["line"], found["extension"]) if found else (phone, None)
    target = f"{line};ext={extension}" if extension else line
    return Markup('<a href="tel:{}">{}</a>').format(target, phone)


_HOURS = re.compile(r"\d{1,2}[:：]\d\d ?[—–~～-]{1,2} ?\d{1,2}[:：]\d\d")
_MINUTES = re.compile(r"[:：]\d\d ?[—–~～-]")
"""Few texts have it, and it is looked for much faster than the whole."""


def hours(text: str) -> Markup:
    """Text in which `14:30—17:30` stays on one line."""
    if not _MINUTES.search(text):
        return escape(text)
    return Markup(_HOURS.sub(r'<span class="gk-whole">\g<0></span>', str(escape(text))))


def few(several: Iterable[str], most: int = 5) -> str:
    """The first names, and how many there are in all: `张三、李四等 7 人`."""
    people = list(several)
    return names(people) if len(people) <= most else f"{names(people[:most])}等 {len(people)} 人"


def listed(several: Iterable[str], most: int = 8) -> Markup:
    """The first names as a cell of a list shows them; the others stand in it unseen, so that one can choose by them."""
    people = list(several)
    shown = escape(names(people[:most]))
    if len(people) <= most:
        return shown
    unseen = Markup("<span hidden>、{}</span> <small>等 {} 人</small>").format(names(people[most:]), len(people))
    return shown + unseen


def said(finding: Finding) -> Markup:
    """The finding's words for readers, who know the titles of fields but not their keys."""
    return dated(escape(finding.words.replace(f"（{finding.at}）", "", 1) if finding.at else finding.words))


def explained(finding: Finding) -> Markup:
    """The branch's own explanation as paragraphs."""
    return prose(finding.explained)


_ISO = re.compile(r"(?<![0-9A-Za-z/-])[12]\d{3}-\d\d-\d\d(?![0-9A-Za-z/-])")


def dated(safe: Markup) -> Markup:
    """Findings write `2026-09-14`; on pages it reads like every other date, and does not break at its hyphens."""
    return Markup(_with_days(safe, day))


def _with_days(text: str, said: Callable[[date], str]) -> str:
    def in_chinese(found: re.Match[str]) -> str:
        try:
            return said(date.fromisoformat(found[0]))
        except ValueError:  # figures that only look like a date
            return found[0]

    return _ISO.sub(in_chinese, text)


@lru_cache(maxsize=1 << 12)
def change(line: Line) -> Markup:
    """What stood there struck out, what stands there now marked; both words and not colour alone say which is which."""
    where = escape(line.where)
    before, after = (escape(" ".join(text.split())) for text in (line.before, line.after))
    if before and after:
        told = f"{where}：<del>{before}</del> → <ins>{after}</ins>"
    elif after:
        told = f"{where}：增加 <ins>{after}</ins>"
    else:
        told = f"{where}：删去 <del>{before}</del>" if before else where
    return dated(Markup(told))


def unmarked(line: Line) -> Line:
    """The same words for a script, which marks them itself."""
    return Line(*(_with_days(" ".join(text.split()), chinese_date) for text in line))


def start(digest: str) -> str:
    """The first 16 signs of a SHA-256, enough to compare by eye; the whole stands in the title beside it."""
    return digest[:16]


def prose(text: str) -> Markup:
    """Plain text as paragraphs; lines that begin with `- ` are a list. Nothing in it is markup."""
    lines = str(hours(text)).splitlines()
    if "- " not in text:  # as in nearly all
        return Markup("\n".join([f"<p>{line}</p>" for line in map(str.strip, lines) if line]))
    pieces: list[str] = []
    items: list[str] = []
    for line in (*lines, ""):
        if line.startswith("- "):
            items.append(f"<li>{line[2:].strip()}</li>")
            continue
        if items:
            pieces.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.strip():
            pieces.append(f"<p>{line.strip()}</p>")
    return Markup("\n".join(pieces))
