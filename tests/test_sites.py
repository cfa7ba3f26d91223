"""Two whole sites beside the sample branch, written by hand: students of a college, and a village."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from crawling import dead_ends
from engine.building import forked
from gongkai import pipeline
from gongkai.derive.coverage import coverage
from gongkai.findings import faults, lapses
from gongkai.kinds import kinds
from gongkai.kinds.elections.terms import term_too_long
from gongkai.load.branch import BranchType
from gongkai.load.catalogue import Standard
from gongkai.pipeline import Checked
from sample import AS_OF

SITES = Path(__file__).parent / "sites"
HANDBOOK = ("writing.html", "operating.html", "reading.html", "rules.html")
LATER = [AS_OF + timedelta(days=days) for days in range(0, 731, 146)]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What is meant to be seen of one site on the as-of date."""

    standard: Standard
    lapses: dict[str, int]
    """Code → how many."""
    explained: int
    """How many of them the branch has explained."""
    gaps: tuple[tuple[str, str], ...]
    """Items and spans that were meant to be missing."""
    unused: frozenset[str]
    """Kinds of which such a branch has nothing to tell."""


EXPECTED = {
    "university": Expected(
        standard="高校",
        lapses={"catalogue.not_published": 2, "head.published_late": 1, "meetings.not_held": 6},
        explained=5,
        gaps=(("三会一课情况", "2026年8月"), ("党课和主题党日情况", "2026年8月")),
        unused=frozenset(),
    ),
    "village": Expected(
        standard="村",
        lapses={
            "accounts.dues_in_arrears": 1,
            "commitments.item_overdue": 1,
            "meetings.action_overdue": 2,
            "opinions.answer_overdue": 1,
            "publicity.length_differs": 1,
        },
        explained=1,
        gaps=(),
        unused=frozenset({"projects"}),
    ),
}


@cache
def on(site: str, day: date) -> Checked:
    """What `check` knows of a site on a day; frozen, so each day is looked at once."""
    return pipeline.inspect(SITES / site, day)


@pytest.fixture(scope="module", params=EXPECTED)
def name(request: pytest.FixtureRequest) -> str:
    """One site after the other."""
    return str(request.param)


@pytest.fixture(scope="module")
def built(name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly by MkDocs from a copy of its folder."""
    folder = shutil.copytree(SITES / name, tmp_path_factory.mktemp("sites") / name)
    code, said = forked(folder, GONGKAI_AS_OF=AS_OF.isoformat())
    assert code == 0, said
    return folder / "site"


def text_of(page: Path) -> str:
    """The page as it stands in its file."""
    return page.read_text(encoding="utf-8")


def test_a_site_has_no_fault_today_nor_later(name: str) -> None:
    """Over two years, on six weekdays."""
    assert [day for day in LATER if faults(on(name, day).findings)] == []


def test_a_site_has_the_lapses_that_are_meant(name: str) -> None:
    """No other, and only some are explained, as in real life."""
    found, meant = lapses(on(name, AS_OF).findings), EXPECTED[name]
    assert dict(sorted(Counter(one.code for one in found).items())) == meant.lapses
    assert sum(bool(one.explained) for one in found) == meant.explained


def test_every_item_of_the_catalogue_is_answered(name: str) -> None:
    """Published, still to come, or not for this branch with the reason why; what is missing was meant to be."""
    checked = on(name, AS_OF)
    assert checked.world
    assert checked.world.register.catalogue.standard == EXPECTED[name].standard
    cells = [(row.item.name, cell) for row in coverage(checked.world, checked.facts) for cell in row.cells]
    assert tuple((item, cell.title) for item, cell in cells if cell.state == "未公开") == EXPECTED[name].gaps
    assert all(cell.records for _, cell in cells if cell.state in ("已公开", "迟公开"))
    assert all(cell.note for _, cell in cells if cell.state == "不适用")


def test_a_site_tells_of_every_kind_that_fits(name: str) -> None:
    """About thirty records each, by the names of the folders."""
    world = on(name, AS_OF).world
    assert world
    assert frozenset(kinds()) - {record.kind for record in world.register.records} == EXPECTED[name].unused
    assert len(world.register.records) >= 30


def test_a_site_builds_and_no_link_leads_nowhere(built: Path) -> None:
    """With MkDocs, strictly; each page has its heading."""
    assert dead_ends(built) == []
    assert all(text_of(page).count("<h1") == 1 for page in built.rglob("*.html"))


@pytest.mark.parametrize(("kind", "too_long"), [("村", 0), ("社区", 0), ("企业", 1)])
def test_a_village_elects_for_five_years(kind: BranchType, too_long: int, tmp_path: Path) -> None:
    """The same terms are too long elsewhere; the first began when five years were the rule already, too."""
    folder = shutil.copytree(SITES / "village" / "data", tmp_path / "data")
    file = folder / "branch.yaml"
    file.write_text(text_of(file).replace("type: 村", f"type: {kind}"), encoding="utf-8")
    world = pipeline.inspect(tmp_path, AS_OF).world
    assert world
    assert bool(list(term_too_long({}, world))) == bool(too_long)


def test_a_branch_elects_for_as_long_as_its_type_does(name: str) -> None:
    """Students for three years, a village for five, as branch.yaml and its election say."""
    world = on(name, AS_OF).world
    assert world
    *_, term = world.register.branch.committee
    assert term.until
    assert term.until.year - term.since.year == {"university": 3, "village": 5}[name]


def test_readers_are_called_what_they_are(built: Path, name: str) -> None:
    """Neither students nor villagers are staff."""
    own = {"university": "本单位师生", "village": "本村村民"}[name]
    assert own in text_of(built / "coverage.html")
    texts = [text_of(page) for page in built.rglob("*.html") if page.name not in HANDBOOK]
    assert not any("本单位职工" in text for text in texts)


def test_a_list_of_several_items_claims_nothing_for_all_of_them(built: Path) -> None:
    """Whom it is open to stands above the list of one item only; of several the catalogue tells."""
    assert "公开范围：" in text_of(built / "commitments" / "index.html")
    assert "公开范围：" not in text_of(built / "meetings" / "index.html")
    assert 'href="../../coverage.html#items"' in text_of(built / "meetings" / "2026" / "index.html")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_hook_of_each_site_is_what_init_lays_down(name: str) -> None:
    """A copy that is to stay one: these are branches as anybody's."""
    ours = files("gongkai.starter") / "branch" / "hooks" / "disclosure.py"
    assert (SITES / name / "hooks" / "disclosure.py").read_bytes() == ours.read_bytes()


@pytest.mark.parametrize("name", ["village"], indirect=True)
def test_what_no_village_has_is_not_called_missing(built: Path) -> None:
    """The catalogue asks for no projects: neither home nor the navigation speaks of them."""
    assert "创新立项" not in text_of(built / "index.html")
    assert not (built / "projects").exists()


@pytest.mark.parametrize("name", ["village"], indirect=True)
def test_villagers_read_whom_the_branch_helps_and_not_how(built: Path) -> None:
    """The list hangs at the village office with names and groups; what each is given is for members."""
    page = text_of(built / "notices" / "2026" / "2026-01-help.html")
    assert "陈二" in page
    assert "河西组" in page
    assert "<dt>公开范围</dt><dd>本村村民</dd>" in page
    assert "关爱基金600元" not in page


@pytest.mark.parametrize("name", ["university"], indirect=True)
def test_a_figure_of_the_university_is_told_with_its_source(built: Path) -> None:
    """Beside the national one, on the page of rules."""
    assert "《示例大学党员教育培训办法》" in text_of(built / "rules.html")


@pytest.mark.parametrize("name", ["university"], indirect=True)
def test_home_names_what_a_notice_is_about(built: Path) -> None:
    """Whom it concerns, or its title where it concerns nobody."""
    home = text_of(built / "index.html")
    assert ">华五：入党积极分子公示</a>" in home
    assert home.count(">关于调整公寓答疑点的公示</a>") == 2
    assert "<dt>公示内容</dt>" not in text_of(built / "notices" / "2026" / "2026-11-seats.html")
