"""Feeds and calendar: valid by checkers that are not ours, complete for their readers, and nothing for others."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from feeding import CALENDAR, Entry, Event, events, feed, wrong_in_calendar, wrong_in_feed
from gongkai import pipeline
from gongkai.kinds import kinds
from gongkai.pipeline import Settings
from gongkai.render.feeds.calendar import escaped, folded
from gongkai.render.feeds.entries import MOST
from gongkai.render.site import Site
from gongkai.starter.samples import plain as sample
from hostile.payloads import strings
from hostile.site import good, write
from laying import AS_OF, WORLD, Texts, form, lay, meeting, notice, overlaid
from replaying import git
from sample import LASTING, copied
from test_benchmarks import made

M, N, F = "meetings/2026/m.yaml", "development/2026/n.yaml", "approvals/2026/f.yaml"
FORM = form("JG1/2026-0012", "JG1/2026-0015")
TEXTS: Texts = {M: meeting(), N: notice(), F: FORM}
ALL = "changes/all.xml"
WORDS = ("公开", "补充", "更正", "勘误", "改动", "撤回")
HOSTILE = "</content><script>alert(1)</script>]]>&amp;\\n,;\\\\ \"' 🈚𠮷{{7*7}}"


def site(root: Path, as_of: date = AS_OF, audience: str = "本支部党员", *, url: str = LASTING) -> Site:
    """The site of the branch in this folder."""
    outcome = pipeline.build(Settings(root=root, audience=(audience,), site_url=url), as_of)
    assert outcome.site is not None, outcome.findings
    return outcome.site


def files(made: Site) -> dict[str, bytes]:
    """Feeds and calendar by address."""
    return {one.address: one.content for one in made.data_files if one.address.endswith((".xml", ".ics"))}


def laid(root: Path, texts: Texts, as_of: date = AS_OF, audience: str = "本支部党员", *, url: str = LASTING) -> Site:
    """The site of the small branch with these files."""
    lay(root, texts)
    return site(root, as_of, audience, url=url)


def entries(root: Path, texts: Texts, as_of: date = AS_OF) -> tuple[Entry, ...]:
    """What the feed of everything tells of the small branch."""
    return feed(files(laid(root, texts, as_of))[ALL]).entries


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Of the sample branch without git."""
    return files(site(copied(tmp_path_factory.mktemp("plain"))))


@pytest.fixture(scope="module")
def replayed(replay: Path) -> Mapping[str, bytes]:
    """Of the sample branch with its history."""
    return files(site(replay))


@pytest.fixture(scope="module")
def attacked(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Of a branch made of hostile text."""
    root = tmp_path_factory.mktemp("attacked") / "branch"
    write(root, good(strings(hostile)))
    return files(site(root))


@pytest.fixture
def those(request: pytest.FixtureRequest, tmp_path: Path) -> Mapping[str, bytes]:
    """Of branches of every sort."""
    if request.param == "empty":
        return files(laid(tmp_path / "empty", {}))
    if request.param == "without address":
        return files(laid(tmp_path / "nowhere", TEXTS, url=""))
    made_once = {"plain": "plain", "replayed": "replayed", "hostile": "attacked"}
    found: Mapping[str, bytes] = request.getfixturevalue(made_once[request.param])
    return found


EVERY = pytest.mark.parametrize("those", ["plain", "replayed", "empty", "without address", "hostile"], indirect=True)


@EVERY
def test_feeds_are_valid(those: Mapping[str, bytes]) -> None:
    """There is one of everything and one for each kind, even where nothing is in it, and all keep RFC 4287."""
    assert {*those} == {ALL, CALENDAR, *(f"changes/{name}.xml" for name in kinds())}
    wrong = {name: wrong_in_feed(content) for name, content in those.items() if name.endswith(".xml")}
    assert {name: words for name, words in wrong.items() if words} == {}


@EVERY
def test_the_calendar_is_valid(those: Mapping[str, bytes], tmp_path: Path) -> None:
    """It keeps RFC 5545, with or without events."""
    assert wrong_in_calendar(those[CALENDAR], tmp_path) == []


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (rb"<id>.*?</id>\n", b""),
        (rb"<entry>", b"<entry><title>x</title>"),
        (rb"<entry>", b"<entry><guid/>"),
        (rb"T00:00:00\+08:00", b""),
        (rb"\+08:00", b""),
        (rb"<author>.*?</author>\n", b""),
        (rb"&lt;p&gt;", b"<p>x</p>"),
        (rb'href="', b'href="http://[x y'),
        (rb"<id>urn:uuid:.{8}", b"<id>urn:uuid:"),
    ],
)
def test_a_broken_feed_is_seen(plain: Mapping[str, bytes], pattern: bytes, instead: bytes) -> None:
    """The checkers bite."""
    broken = re.sub(pattern, instead, plain[ALL], count=1)
    assert broken != plain[ALL]
    try:
        assert wrong_in_feed(broken)
    except ValueError:
        assert b"urn:uuid:-" in broken


@pytest.mark.parametrize(
    ("pattern", "instead"),
    [
        (rb"UID:.*?\r\n", b""),
        (rb"DTSTAMP:.*?\r\n", b""),
        (rb"PRODID:.*?\r\n", b""),
        (rb"VERSION:.*?\r\n", b""),
        (rb"SUMMARY:", b"SUMMARY:x\r\nSUMMARY:"),
        (rb"DTEND;", b"DURATION:PT1H\r\nDTEND;"),
        (rb"VALUE=DATE:20", b"VALUE=DATE:xx"),
        (rb"\r\n ", b""),
        (rb"\r\n", b"\n"),
        (rb"TRANSP:.*?\r\n", b"TRANS P:OPAQUE\r\n"),
        (rb"UID:.*?\r\n", b"UID:1\r\n"),
    ],
)
def test_a_broken_calendar_is_seen(plain: Mapping[str, bytes], tmp_path: Path, pattern: bytes, instead: bytes) -> None:
    """The checkers bite."""
    count = 2 if instead == b"UID:1\r\n" else 1
    broken = re.sub(pattern, instead, plain[CALENDAR], count=count)
    assert broken != plain[CALENDAR]
    try:
        assert wrong_in_calendar(broken, tmp_path)
    except ValueError:
        assert b"DATE:xx" in broken


@EVERY
def test_entries_are_the_newest(those: Mapping[str, bytes]) -> None:
    """No more than a feed holds, in words that are known; the feed is as new as its newest entry."""
    told = {name: feed(content) for name, content in those.items() if name.endswith(".xml")}
    every = told[ALL].entries
    assert all(len(one.entries) <= MOST for one in told.values())
    assert all(entry.title.startswith(tuple(f"{word}：" for word in WORDS)) for entry in every)
    updated = [[entry.updated for entry in one.entries] for one in told.values()]
    assert [sorted(those, reverse=True) for those in updated] == updated
    assert all(one.updated == one.entries[0].updated for one in told.values() if one.entries)
    for name in kinds():
        own = told[f"changes/{name}.xml"].entries
        assert {entry.kind for entry in own} <= {name}
        assert own[: len([one for one in every if one.kind == name])] == tuple(one for one in every if one.kind == name)


def test_an_empty_feed_begins_with_the_branch(tmp_path: Path) -> None:
    """Its moment is the first day of the branch's data."""
    told = feed(files(laid(tmp_path, {}))[ALL])
    assert told.entries == ()
    assert told.updated == "2026-11-01T00:00:00+08:00"


def test_the_author_is_the_branch(replayed: Mapping[str, bytes], replay: Path) -> None:
    """Whoever committed is told by role, and no address of his stands anywhere."""
    told = feed(replayed[ALL])
    assert told.author == "中共示例轴承有限公司加工第一支部委员会"
    assert "组织委员提交" in "".join(entry.html for entry in told.entries)
    emails = set(git(replay, "log", "--format=%ae%n%ce", "main").split())
    assert [email for email in emails if email.encode() in b"".join(replayed.values())] == []


def test_what_was_changed_and_why(replayed: Mapping[str, bytes]) -> None:
    """With a history an entry tells the lines that changed and the reason."""
    told = [one for name in kinds() for one in feed(replayed[f"changes/{name}.xml"]).entries]
    corrected = [one for one in told if one.title.startswith("更正：")]
    assert any("<li>" in one.html and one.html.count("<p>") > 1 for one in corrected)
    assert {one.title[:2] for one in told} >= {"公开", "补充", "更正", "撤回"}


def test_without_history_the_record_tells(tmp_path: Path) -> None:
    """Publication, corrections, slips of the pen and withdrawal, each on its own day, none before it has come."""
    corrections = "corrections: [{on: 2026-09-25, note: 会议室写错}, {on: 2026-09-26, note: 错字, spelling: 是}]\n"
    texts: Texts = {**TEXTS, M: meeting(f"title: 甲会\n{corrections}")}
    told = {one.title: one for one in entries(tmp_path / "a", texts)}
    assert {title: one.updated[:10] for title, one in told.items() if "甲会" in title} == {
        "公开：甲会": "2026-09-18",
        "更正：甲会": "2026-09-25",
        "勘误：甲会": "2026-09-26",
    }
    assert "会议室写错" in told["更正：甲会"].html
    assert "勘误：甲会" not in {one.title for one in entries(tmp_path / "b", texts, date(2026, 9, 25))}
    gone = {
        **texts,
        M: meeting(f"title: 甲会\n{corrections}withdrawn: {{on: 2026-10-08, reason: 重复, hide_title: 是}}\n"),
    }
    titles = [one.title for one in entries(tmp_path / "c", gone)]
    assert {title for title in titles if "会" in title or "撤回" in title} == {
        "撤回：已撤回的事项",
        "公开：已撤回的事项",
    }


def test_drafts_and_pending_matters_are_nobodys_news(tmp_path: Path) -> None:
    """Not in a preview either, which shows their pages."""
    texts: Texts = {**TEXTS, "meetings/2026/d.yaml": meeting("index:\ntitle: 草稿甲乙丙\n")}
    lay(tmp_path, texts)
    outcome = pipeline.build(Settings(root=tmp_path, preview=True), AS_OF)
    assert outcome.site
    assert any("草稿甲乙丙" in page.body for page in outcome.site.pages)
    assert "草稿甲乙丙" not in b"".join(files(outcome.site).values()).decode().replace("\r\n ", "")


def test_a_withdrawn_record_has_no_days(tmp_path: Path) -> None:
    """Its events go, those of others stay."""
    gone = meeting("withdrawn: {on: 2026-10-08, reason: 重复}\n")
    before = events(files(laid(tmp_path / "a", TEXTS))[CALENDAR])
    after = events(files(laid(tmp_path / "b", {**TEXTS, M: gone}))[CALENDAR])
    assert {one.uid for one in after} == {one.uid for one in before if "组织生活" not in one.description}
    assert len(after) == 2


@pytest.mark.parametrize("audience", ["本单位职工", "社会"])
def test_others_see_nothing_of_the_members(replay: Path, tmp_path: Path, audience: str) -> None:
    """A site for others tells of records that its readers may see, and of nothing else."""
    shutil.copytree(replay, tmp_path / "jg1")
    made = site(tmp_path / "jg1", audience=audience)
    pages = {page.address for page in made.pages}
    told = [one for content in files(made).values() if content.startswith(b"<?xml") for one in feed(content).entries]
    days = events(files(made)[CALENDAR])
    shown = {one.removeprefix(LASTING) for one in (*(entry.href for entry in told), *(day.url for day in days))}
    assert bool(shown) == (audience == "本单位职工")
    assert shown <= pages
    inside = {page.address for page in site(tmp_path / "jg1").pages}
    hidden = [(tmp_path / "jg1/data" / one).with_suffix(".yaml") for one in inside - pages]
    titles = [
        found[1]
        for file in hidden
        if file.is_file() and (found := re.search("^title: (.+)$", file.read_text("utf-8"), re.M))
    ]
    whole = b"".join(files(made).values()).decode().replace("\r\n ", "")
    assert titles
    assert [title for title in titles if title in whole] == []


def test_fields_for_members_stay_with_them(tmp_path: Path) -> None:
    """Who is to put what right is for members; that something is due is for all who read the record."""
    asked = "rectifications: [{what: 补写措施, who: 钱某, due: 2026-12-01}]\n"
    catalogue = re.sub(r"\[本单位党员\]", "[本单位职工]", (WORLD / "data/catalogue.yaml").read_text(encoding="utf-8"))
    texts: Texts = {"grades/2026/g.yaml": overlaid(sample("grades"), asked), F: form("JG1/2026-0031")}
    texts["catalogue.yaml"] = catalogue
    for place, audience in enumerate(("本支部党员", "本单位职工")):
        found = files(laid(tmp_path / str(place), texts, audience=audience))
        assert "补写措施" in [one.description.splitlines()[0] for one in events(found[CALENDAR])]
        assert "钱某" not in b"".join(found.values()).decode().replace("\r\n ", "")


def test_the_same_bytes_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another day, in another zone and folder, as long as nothing has changed its state."""
    texts: Texts = {N: notice("received:\npersons: [{name: 李思源}]\n"), F: form("JG1/2026-0015")}
    first = files(laid(tmp_path / "a", texts, date(2026, 9, 15)))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        second = files(laid(tmp_path / "b 甲", texts, date(2026, 9, 17)))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert first == second
    assert events(first[CALENDAR])


def test_a_renamed_file_keeps_its_names(tmp_path: Path) -> None:
    """Entries and events of a record stay the same ones; only what they link to moves."""
    moved = {("meetings/2026/other.yaml" if name == M else name): text for name, text in TEXTS.items()}
    before, after = files(laid(tmp_path / "a", TEXTS)), files(laid(tmp_path / "b", moved))
    was, now = (feed(those[ALL]).entries for those in (before, after))
    assert [one.id for one in was] == [one.id for one in now]
    assert [one.href for one in was] != [one.href for one in now]
    assert [one.uid for one in events(before[CALENDAR])] == [one.uid for one in events(after[CALENDAR])]


def test_a_file_renamed_in_git_keeps_its_names(replay: Path, replayed: Mapping[str, bytes], tmp_path: Path) -> None:
    """The same where the history tells it."""
    git(tmp_path, "clone", "--quiet", str(replay), "jg1")
    file = "data/notices/2026/2026-10-points.yaml"
    assert (tmp_path / "jg1" / file).is_file()
    git(tmp_path / "jg1", "mv", file, "data/notices/2026/renamed.yaml")
    who = ("-c", "user.name=x", "-c", "user.email=x@shili.example")
    git(tmp_path / "jg1", *who, "commit", "--quiet", "--date=2026-11-19T12:00:00+08:00", "-m", "改名")
    told = feed(files(site(tmp_path / "jg1"))["changes/notices.xml"]).entries
    known = feed(replayed["changes/notices.xml"]).entries
    assert [one.id for one in told] == [one.id for one in known]
    assert any("/renamed.html" in one.href for one in told)


def test_what_is_not_committed_is_not_told(replay: Path, tmp_path: Path) -> None:
    """Nobody knows yet whether it will last."""
    git(tmp_path, "clone", "--quiet", str(replay), "jg1")
    file = tmp_path / "jg1/data/notices/2026/2026-10-points.yaml"
    text = file.read_text("utf-8") + "corrections: [{on: 2026-11-19, note: 还没有提交的更正}]\n"
    file.write_text(text, encoding="utf-8")
    assert "还没有提交的更正" not in files(site(tmp_path / "jg1"))["changes/notices.xml"].decode()


def test_hostile_titles_are_data(tmp_path: Path) -> None:
    """Whatever looks like markup, a template or a separator arrives letter for letter."""
    title = json.dumps(HOSTILE, ensure_ascii=False)
    texts: Texts = {
        **TEXTS,
        M: meeting(f"title: {title}\nplace: {title}\ncorrections: [{{on: 2026-09-20, note: {title}}}]\n"),
    }
    found = files(laid(tmp_path, texts))
    hostile = json.loads(title)
    assert f"更正：{hostile}" in feed(found[ALL]).titles
    assert "<script" not in "".join(one.html for one in feed(found[ALL]).entries)
    held = next(one for one in events(found[CALENDAR]) if one.summary.endswith(hostile))
    assert held.place == hostile


def test_links_are_the_lasting_address(tmp_path: Path) -> None:
    """With an address of the site's every link is whole, also in letters of its own; without one it is relative."""
    whole = files(laid(tmp_path / "a", TEXTS, url="http://示例.example/党 建/"))
    told = feed(whole[ALL])
    assert told.links["self"] == "http://%E7%A4%BA%E4%BE%8B.example/%E5%85%9A%20%E5%BB%BA/changes/all.xml"
    assert all(one.href.startswith("http://") for one in told.entries)
    assert all(one.url.isascii() and one.url.endswith(".html") for one in events(whole[CALENDAR]))
    bare = files(laid(tmp_path / "b", TEXTS, url=""))
    told = feed(bare[ALL])
    assert told.links == {"alternate": "../changes.html"}
    assert {one.href for one in told.entries} == {"../meetings/2026/m.html", "../development/2026/n.html"}
    assert {one.url for one in events(bare[CALENDAR])} == {""}


@pytest.mark.parametrize(
    ("clocks", "hours"),
    [("starts: 9:05\nends: 10:40\n", ["01:05", "02:40"]), ("starts: 23:30\nends:\n", ["15:30", ""])],
)
def test_hours_are_those_of_beijing(tmp_path: Path, clocks: str, hours: list[str]) -> None:
    """Wherever a calendar is read, a meeting stands at its hour."""
    held = held_on(tmp_path, clocks)
    said = [f"{one.astimezone(UTC):%H:%M}" if isinstance(one, datetime) else "" for one in (held.on, held.until)]
    assert said == hours


@pytest.mark.parametrize("clocks", ["starts:\nends:\n", "starts:\n"])
def test_without_hours_it_takes_the_day(tmp_path: Path, clocks: str) -> None:
    """An end alone does not tell when it began."""
    held = held_on(tmp_path, clocks)
    assert (held.on, held.until) == (date(2026, 9, 14), None)


def held_on(root: Path, clocks: str) -> Event:
    """The event of a meeting with these hours."""
    found = events(files(laid(root, {**TEXTS, M: meeting(clocks)}))[CALENDAR])
    return next(one for one in found if one.summary.startswith("支部党员大会"))


def test_a_notice_has_its_first_and_its_last_day(tmp_path: Path) -> None:
    """Both days of the period, each a whole day, with where to object."""
    found = [one for one in events(files(laid(tmp_path, TEXTS))[CALENDAR]) if "公示" in one.summary[:2]]
    assert [(one.summary[:4], one.on) for one in found] == [
        ("公示开始", date(2026, 9, 14)),
        ("公示截止", date(2026, 9, 18)),
    ]
    assert "受理：" in found[0].description


def test_the_calendar_keeps_a_good_year(tmp_path: Path) -> None:
    """What is long past is left out, counted from the newest publication and not from today."""
    old = meeting(
        "index: JG1/2025-0012\ntitle: 旧会\nactions:\n"
        "held_on: 2025-03-16\nmade_on: 2025-03-17\npublished_on: 2025-03-18\n"
    )
    texts: Texts = {"meetings/2025/o.yaml": old, "approvals/2025/f.yaml": form("JG1/2025-0012", on="2025-03-17")}
    alone = events(files(laid(tmp_path / "a", texts))[CALENDAR])
    both = events(files(laid(tmp_path / "b", {**texts, **TEXTS}))[CALENDAR])
    assert [one.summary for one in alone] == ["支部党员大会、主题党日：旧会"]
    assert "支部党员大会、主题党日：旧会" not in [one.summary for one in both]


def test_a_large_branch_has_small_feeds(tmp_path: Path) -> None:
    """However many records there are, a feed holds the newest hundred."""
    found = files(site(made(tmp_path / "made", 400, 1)))
    assert len(feed(found[ALL]).entries) == MOST
    assert max(map(len, found.values())) < 400_000


def test_the_page_leads_to_all_of_them(tmp_path: Path) -> None:
    """变更 tells what to do with them, with a link to each, the same whether there is a history or not."""
    body = next(page.body for page in laid(tmp_path, {}).pages if page.address == "changes.html")
    section = body[body.index('id="feeds"') :]
    assert {*re.findall('href="([^"]+)"', section)} == {*files(site(tmp_path))}
    assert "日历软件" in section


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_folding_loses_nothing(text: str) -> None:
    """No line over 75 octets, no character broken, and unfolded it is the same."""
    *lines, end = folded(text).split(b"\r\n")
    assert end == b""
    assert all(len(line) <= 75 and line.decode() is not None for line in lines)
    assert b"\r\n".join(lines).replace(b"\r\n ", b"").decode() == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n"), max_size=60))
def test_escaping_loses_nothing(text: str) -> None:
    """What another program reads is what was written."""
    content = b"BEGIN:VEVENT\r\n" + folded(f"SUMMARY:{escaped(text)}") + b"END:VEVENT\r\n"
    assert str(Calendar.from_ical(content)["SUMMARY"]) == text
