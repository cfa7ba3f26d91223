"""What stands on the pages: sound HTML, nothing that runs, nothing more than may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.pipeline import Settings
from laying import AS_OF, Texts, form, lay, meeting, notice

M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"
FORM = form("JG1/2026-0012", "JG1/2026-0015")
HOSTILE = "<script>alert(1)</script>&{{ 7*7 }}"
BAD = f"'{HOSTILE}'"
FULL_MEETING = f"""title: {BAD}
place: {BAD}
theme: {BAD}
lecturer: {BAD}
keywords: [{BAD}]
criticism: {BAD}
covers: 2026-Q3
posted: [{{place: {BAD}, since: 2026-09-18}}]
corrections: [{{on: 2026-09-20, note: {BAD}}}]
recorded_late: {{on: 2026-09-20, source: {BAD}}}
references: [JG1/2026-0015]
deviations: [{{rule: meetings.action_overdue, on: 2026-09-20, note: {BAD}, remedy: {BAD}}}]
agenda:
  - {{title: {BAD}, summary: {BAD}, decision: {BAD}, vote: {{method: 举手表决, approve: 26, against: 1, passed: 通过}}}}
actions: [{{what: {BAD}, who: {BAD}, due: 2026-09-30}}]
"""
FULL_NOTICE = f"""title: {BAD}
local_basis: [{BAD}]
objections: {{office: {BAD}, address: {BAD}, hours: {BAD}}}
"""


def pages(root: Path, texts: Texts, as_of: date = AS_OF, *, preview: bool = False) -> Mapping[str, str]:
    """Address → body of every page of the small branch with these files."""
    lay(root, texts)
    outcome = pipeline.build(Settings(root=root, preview=preview), as_of)
    assert outcome.site is not None, outcome.findings
    return {page.address: page.body for page in outcome.site.pages}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A site whose every field of text is hostile."""
    texts: Texts = {M: meeting(FULL_MEETING), N: notice(FULL_NOTICE), F: FORM}
    return pages(tmp_path_factory.mktemp("full"), texts)


class _Shape(HTMLParser):
    """Tags in order, ids, and whatever would run or be fetched."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.wrong: list[str] = []
        self.open: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [named["id"] or ""] if "id" in named else []
        if tag not in ("br", "hr", "input"):
            self.open.append(tag)
        if tag in ("script", "style", "img", "iframe", "link", "form"):
            self.wrong.append(tag)
        self.wrong += [name for name in named if name == "style" or name.startswith("on")]
        self.wrong += [link for link in [named.get("href") or ""] if link.startswith(("http", "//", "javascript"))]
        self.wrong += ["th without scope"] if tag == "th" and "scope" not in named else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag in self.tags if re.fullmatch("h[1-6]", tag)]


def test_every_page_is_sound(full: Mapping[str, str]) -> None:
    """Tags close, nothing runs or is fetched, no inline style, head cells have a scope."""
    assert {address: found for address, body in full.items() if (found := _Shape(body).wrong)} == {}


def test_headings_come_in_order(full: Mapping[str, str]) -> None:
    """One h1, first of all; no level is left out on the way down."""
    for address, body in full.items():
        levels = _Shape(body).headings
        assert body.startswith("<h1 id="), address
        assert levels.count(1) == 1, address
        assert all(below - above <= 1 for above, below in pairwise(levels)), address


def test_anchors_are_ascii_and_alone(full: Mapping[str, str]) -> None:
    """An address within a page is safe to send by mail and leads to one place."""
    for address, body in full.items():
        ids = _Shape(body).ids
        assert len(ids) == len(set(ids)), address
        assert all(re.fullmatch(r"[a-z][a-z0-9._-]*", one) for one in ids), address


def test_every_table_says_what_it_is(full: Mapping[str, str]) -> None:
    """Each has its caption, except those of the handbook's own text."""
    for address, body in full.items():
        assert body.count("<table") == body.count("<caption>"), address


def test_no_text_becomes_markup(full: Mapping[str, str]) -> None:
    """Hostile text stands on the pages letter for letter, and is never a tag."""
    assert full["meetings/2026/m.html"].count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;{{ 7*7 }}") >= 13
    assert full["development/2026/n.html"].count("&lt;script&gt;") >= 5
    assert not any("<script" in body for body in full.values())


def test_empty_states_are_sentences(tmp_path: Path) -> None:
    """A branch without any record still says so in words, on every list."""
    made = pages(tmp_path, {})
    assert "现在没有正在公示的事项。" in made["index.html"]
    assert "还没有公开的事项。" in made["index.html"]
    assert "这里还没有公开的事项。" in made["meetings/index.html"]


def test_home_says_what_is_open_and_until_when(tmp_path: Path) -> None:
    """Who, what, from when to when with weekdays, what is left, and the phone."""
    home = pages(tmp_path, {N: notice("received:\n"), F: form("JG1/2026-0015")}, date(2026, 9, 17))["index.html"]
    for words in (
        "李思源：发展对象公示",
        "2026年9月14日（周一）至2026年9月18日（周五）",
        "还剩 2 个工作日",
        'href="tel:',
    ):
        assert words in home


VOTE = "vote: {method: 无记名投票, shown: SHOWN, approve: 26, against: 1, abstain: 0, passed: 通过}"


@pytest.mark.parametrize(("shown", "told"), [("票数", True), ("结果", False)])
def test_votes_are_shown_as_asked(shown: str, told: bool, tmp_path: Path) -> None:
    """Counts only where the record says so; the result always."""
    agenda = f"agenda: [{{title: 议题, {VOTE.replace('SHOWN', shown)}}}]\n"
    body = pages(tmp_path, {M: meeting(agenda), F: form("JG1/2026-0012")})["meetings/2026/m.html"]
    assert "无记名投票" in body
    assert ("赞成 26 票，反对 1 票，弃权 0 票" in body) is told
    assert ("26 票" in body) is told


def test_bodies_do_not_change_with_the_day(tmp_path: Path) -> None:
    """A record's page stays the same, byte for byte, while its state does."""
    texts: Texts = {M: meeting(), N: notice("received:\npersons: [{name: 李思源}]\n"), F: FORM}
    first, second = (pages(tmp_path, texts, day) for day in (date(2026, 9, 15), date(2026, 9, 17)))
    assert first["development/2026/n.html"] == second["development/2026/n.html"]
    assert first["index.html"] != second["index.html"]


def test_withdrawn_pages_say_only_that(tmp_path: Path) -> None:
    """The tombstone has the title, the dates and the reason, and nothing of the content."""
    gone = meeting("withdrawn: {on: 2026-10-08, reason: 重复}\nplace: 秘密地点\n")
    body = pages(tmp_path, {M: gone, F: form("JG1/2026-0012")})["meetings/2026/m.html"]
    assert "注销说明" in body
    assert "重复" in body
    assert "秘密地点" not in body


def test_all_approvals_in_force_stand_on_the_page(tmp_path: Path) -> None:
    """The first one, which publication followed, and each that came later; not one that is still to take effect."""
    days = ("2026-11-30", "2026-10-12", "2026-09-15")
    texts: Texts = {f"approvals/2026/{number}.yaml": form("JG1/2026-0012", on=day) for number, day in enumerate(days)}
    head = pages(tmp_path, {M: meeting(), **texts})["meetings/2026/m.html"].partition('<h2 id="head">')[2]
    told = re.findall(r"<dt>((?:重新)?审批)</dt><dd>(.*?)</dd>", head, re.DOTALL)
    assert [(title, {*re.findall(r'datetime="(.*?)"', steps)}) for title, steps in told] == [
        ("审批", {"2026-09-15"}),
        ("重新审批", {"2026-10-12"}),
    ]


def test_previews_mark_what_is_not_public(tmp_path: Path) -> None:
    """A draft cannot be taken for a public page."""
    body = pages(tmp_path, {M: meeting("index:\n")}, preview=True)["meetings/2026/m.html"]
    assert "草稿：尚未审批，不会公开" in body


def test_lapses_stand_on_the_page_with_rule_and_explanation(full: Mapping[str, str]) -> None:
    """What falls short is said on the record's page, and again in the list, with the branch's own words."""
    for address, href in (("meetings/2026/m.html", "../../rules.html#"), ("lapses.html", "rules.html#")):
        assert f'href="{href}meetings.action_overdue"' in full[address]
        assert "补救：" in full[address]
