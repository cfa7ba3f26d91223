"""注销说明: what stands at an address that was public once, what it tells to whom, and where there is none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.building import built
from gongkai import pipeline, starter
from gongkai.pipeline import Settings
from gongkai.render.site import Page
from history.stories import AS_OF, CLERK, Story, git, meeting
from laying import WORLD, form
from render.test_audience import MARK, bytes_of

OPEN = "audiences: [社会]"
CLOSED = "audiences: [本支部党员]"
WIDE = (WORLD / "data/catalogue.yaml").read_text("utf-8").replace("[本支部党员]", "[社会]") + (
    "  - {name: 评议, kind: meetings, basis: 条例, audiences: [社会], cycle: 年度, responsible: 支部, default: 否}\n"
)
CATALOGUE = WIDE.replace("条例, audiences: [社会]", "条例, audiences: [本支部党员]")
WITHDRAWN = f"{OPEN}\ntitle: {MARK}\nwithdrawn: {{on: 2026-03-02, reason: 与另一事项重复}}"
NARROWED = f"{CLOSED}\ntitle: {MARK}\ncorrections: [{{on: 2026-03-02, note: {MARK}}}]"
OPENED = f"{OPEN}\ncorrections: [{{on: 2026-06-02, note: 公开}}]"


def at(name: str) -> str:
    return f"meetings/2026/{name}"


@dataclass(frozen=True)
class Case:
    """One record from its publication in January to what became of it."""

    number: int
    name: str
    january: str = OPEN
    """What its text differs in."""
    march: str | None = None
    """And from March on; None: in nothing."""
    april: str = ""
    """Its new name, `-` where its file goes."""
    june: str = ""
    """How its text differs after that."""


CASES = {
    case.name: case
    for case in (
        Case(1, "renamed", april="renamed-now"),
        Case(2, "withdrawn", march=WITHDRAWN, april="-"),
        Case(3, "scrawled", march=f"{OPEN}\nwithdrawn: 重复", april="-"),
        Case(4, "narrowed", march=NARROWED),
        Case(5, "moved-away", march=NARROWED, april="an-hao"),
        Case(6, "gone-narrowed", march=f"{NARROWED}\nwithdrawn: {{on: 2026-03-02, reason: {MARK}}}", april="-"),
        Case(8, "always-closed", CLOSED, april="still-closed"),
        Case(
            9, "opened-later", CLOSED, april="open-now", june=f"{OPEN}\ncorrections: [{{on: 2026-06-02, note: 公开}}]"
        ),
        Case(10, "by-catalogue", "item: 评议"),
        Case(11, "too-early", f"{OPEN}\npublished_on: 2026-05-20", april="in-time"),
        Case(12, "after-catalogue", "item: 评议\npublished_on: 2026-03-20"),
    )
}
BRANCH_ONLY = {"always-closed", "opened-later"}
"""Addresses that only the branch's own members ever had."""
TOLD = {"renamed", "withdrawn", "scrawled", "narrowed", "moved-away", "gone-narrowed", "by-catalogue"}


def story(folder: Path) -> Story:
    """Approved in January, changed in March, moved or removed in April; a draft that moved before its approval."""
    starter.new_branch(folder, AS_OF)
    for name in ("branch.yaml", "catalogue.yaml"):
        (folder / "data" / name).unlink()
    told, cases = Story(folder), CASES.values()
    branch = (WORLD / "data/branch.yaml").read_text("utf-8")
    old = meeting(40, f"{OPEN}\nindex: JG1/2025-0001\ntitle: {MARK}\nmade_on: 2025-05-05\npublished_on: 2025-05-09")
    told.commit("2025-05-06", {"branch": branch, "catalogue": WIDE, "meetings/2025/alone": old})
    told.commit("2025-05-08", {"approvals/2025/f": form("JG1/2025-0001", on="2025-05-08")})
    first = {at(one.name): meeting(one.number, one.january) for one in cases}
    told.commit("2026-01-05", {**first, at("draft"): meeting(30, OPEN)})
    told.commit("2026-01-06", approved("a", "2026-01-06", *cases))
    told.commit("2026-03-02", {at(one.name): meeting(one.number, one.march) for one in cases if one.march})
    gone = f"{old}withdrawn: {{on: 2026-03-02, reason: 超过保存期限}}\n"
    said = "amended: [{on: 2026-03-03, file: catalogue.yaml, note: 评议只在支部公开}]\n"
    told.commit("2026-03-03", {"catalogue": CATALOGUE, "branch": branch + said, "meetings/2025/alone": gone})
    told.commit("2026-04-01", {at(one.name): None for one in cases if one.april == "-"})
    told.commit("2026-04-02", {"meetings/2025/alone": None})
    moved = {at(one.name): at(one.april) for one in cases if one.april.strip("-")}
    told.move("2026-04-03", {**moved, at("draft"): at("draft-now")})
    told.commit("2026-05-01", {"approvals/2026/d": form("JG1/2026-0030", on="2026-05-01")})
    told.commit("2026-06-02", {at(one.april): meeting(one.number, one.june) for one in cases if one.june})
    left = [one for one in cases if one.april != "-"]
    told.commit(
        "2026-06-03", {**approved("z", "2026-06-03", *left), "approvals/2025/f": None, "approvals/2026/a": None}
    )
    who = {"GIT_COMMITTER_NAME": "某人", "GIT_COMMITTER_EMAIL": CLERK, "GIT_COMMITTER_DATE": "2026-06-04T18:00+0800"}
    git(told.make().top, "tag", "-a", "-m", "存档", "edition/2026-H1", env=who)
    return told


def approved(name: str, day: str, *cases: Case) -> dict[str, str]:
    return {f"approvals/2026/{name}": form(*(f"JG1/2026-{one.number:04}" for one in cases), on=day)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Tests read it and change nothing."""
    return story(tmp_path_factory.mktemp("told") / "branch")


def pages_for(readers: str, root: Path) -> tuple[Page, ...]:
    outcome = pipeline.build(Settings(root=root, audience=(readers,)), AS_OF)
    assert outcome.site, outcome.findings
    return outcome.site.pages


def stones(root: Path, readers: str) -> dict[str, str]:
    """Address → words of every 注销说明 in the site for these readers."""
    return {page.address: words(page.body) for page in pages_for(readers, root) if page.is_gone}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def public(told: Story) -> Mapping[str, str]:
    return stones(told.make().root, "社会")


def of_records(found: Mapping[str, str]) -> set[str]:
    """Names of the meetings of 2026 that have one."""
    return {address[14:-5] for address in found if address.startswith("meetings/2026/")}


def test_every_address_that_was_public_has_one(public: Mapping[str, str]) -> None:
    """Renamed, withdrawn and removed, for others now; none for what these readers never could see."""
    assert of_records(public) == TOLD


def test_the_branch_is_told_of_its_own_addresses(told: Story) -> None:
    """What is still shown to them has its page; what moved within the branch has a word at its old place."""
    everything = pages_for("本支部党员", told.make().root)
    found = {page.address: words(page.body) for page in everything if page.is_gone}
    assert MARK in "".join(page.body for page in everything), "what the test below looks for is there to be found"
    assert of_records(found) == (TOLD | BRANCH_ONLY) - {"narrowed", "by-catalogue"}
    assert "已更名" in found["meetings/2026/moved-away.html"]


def test_what_became_of_it_is_said_in_a_sentence(public: Mapping[str, str]) -> None:
    """Where it is now, when and why it went; of what went on for others nothing but that it is not for these."""
    assert public["meetings/2026/renamed.html"].startswith(
        "注销说明 这一事项已更名，现在的网址如下。 现在的网址 主题党日 索引号 JG1/2026-0001 类别 组织生活"
    )
    assert public["meetings/2026/withdrawn.html"].startswith(
        "注销说明 这一事项已撤回，内容不再公开。 索引号 JG1/2026-0002 类别 组织生活"
        " 撤回日期 2026年3月2日 撤回原因 与另一事项重复 现在公开的： 组织生活"
    )
    assert (
        "这一事项已移除，内容不再公开。 索引号 JG1/2026-0003 类别 组织生活 移除日期 2026年4月1日"
        in public["meetings/2026/scrawled.html"]
    )
    for name in ("narrowed", "moved-away", "gone-narrowed", "by-catalogue"):
        number = CASES[name].number
        assert re.fullmatch(
            rf"注销说明 这一事项不再在本范围公开。 索引号 JG1/2026-{number:04} 类别 组织生活"
            " 现在公开的： 组织生活 以前的存档版，见 变更 。",
            public[f"meetings/2026/{name}.html"],
        )


def test_pages_that_led_to_it_have_one_too(public: Mapping[str, str]) -> None:
    """The year, its books, the inspectors' year and the month of a record that was alone in them."""
    others = {address for address in public if not address.startswith("meetings/2026/")}
    assert others == {
        "meetings/2025/alone.html",
        "meetings/2025/index.html",
        "inspection/2025.html",
        "books/2025.html",
        "books/2025-archive.html",
        "changes/2025-05.html",
    }
    assert "这一页原来列出的事项，现在不在这里了。" in public["meetings/2025/index.html"]


def test_they_are_small_unlisted_and_tell_nothing_else(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In no byte of the whole site stands what is for the branch only; no list, feed or search knows a tombstone."""
    monkeypatch.setenv("GONGKAI_AS_OF", AS_OF.isoformat())
    root = shutil.copytree(told.make().root, tmp_path / "branch")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[本支部党员]", "[社会]"), encoding="utf-8")
    site = built(root)
    everything = bytes_of(site)
    secret = {MARK, "an-hao", "still-closed", "too-early", "after-catalogue", *BRANCH_ONLY}
    assert {word for word in secret if word.encode() in everything} == set()
    for name in TOLD:
        page = (site / f"meetings/2026/{name}.html").read_bytes()
        assert b'<meta name="robots" content="noindex">' in page
        assert len(page) < 13_500
        (site / f"meetings/2026/{name}.html").unlink()
    rest = bytes_of(site)
    linked = {name for name in TOLD if re.search(rf"meetings/2026/{name}\b(?!-)".encode(), rest)}
    assert linked == set()
    assert b"noindex" in (site / "meetings/2025/alone.html").read_bytes()
    assert b"noindex" not in (site / "meetings/2026/renamed-now.html").read_bytes()


def test_without_history_there_is_none(told: Story, tmp_path: Path) -> None:
    """Nothing fails without git, in a shallow clone, or where history is not looked at from so early on."""
    whole = told.make().root
    bare = shutil.copytree(whole, tmp_path / "bare", ignore=shutil.ignore_patterns(".git"))
    git(tmp_path, "clone", "--quiet", "--depth=1", whole.as_uri(), "shallow")
    assert stones(bare, "社会") == {}
    assert stones(tmp_path / "shallow", "社会") == {}


def test_an_address_that_another_record_took_is_that_records(told: Story, tmp_path: Path) -> None:
    """No tombstone where there is a page; what is moved in the folder only has one at once."""
    root = shutil.copytree(told.make().root, tmp_path / "branch")
    (root / "data/meetings/2026/renamed.yaml").write_text(meeting(50, OPEN), encoding="utf-8")
    (root / "data/approvals/2026/n.yaml").write_text(form("JG1/2026-0050", on="2026-01-06"), encoding="utf-8")
    (root / "data/meetings/2026/renamed-now.yaml").rename(root / "data/meetings/2026/renamed-again.yaml")
    found = stones(root, "社会")
    assert of_records(found) == TOLD - {"renamed"} | {"renamed-now"}
    assert "已更名" in found["meetings/2026/renamed-now.html"]
