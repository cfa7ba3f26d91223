"""Rankings of the units that the branch itself grades: places, what is missing, what nobody may be told of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest

from gongkai import pipeline
from gongkai.days import Span, parse_span
from gongkai.kinds.grades.facts import GradeFacts
from gongkai.kinds.grades.model import Grade
from gongkai.kinds.grades.places import RankingSheet, pages, shown
from gongkai.kinds.grades.ranking import Ranking, rankings
from gongkai.load.ranked import Ranked, Unit
from gongkai.pipeline import Checked, Settings
from grading import grade, words
from laying import AS_OF, Texts, checked, form, lay, overlaid

GROUPS = """title: 党小组考核办法
source: 示例
since: 2026-01-01
cycle: 季度
ranked: {by: 支部委员会, units: [一组, 二组, {name: 三组, until: 2026-06-30}]}
levels:
  - {name: 优秀, at_least: 90}
  - {name: 合格}
quota:
  - {level: 优秀, share: 70}
consequences:
  - {level: 优秀, text: 表扬}
  - {last: 2, text: 组长说明原因}
"""
UNITS = ("一组", "二组", "三组")


def graded(number: int, *totals: str, more: str = "") -> Texts:
    """A quarter in which the units have these totals, all of them public; `-` leaves a unit out."""
    texts: Texts = {"schemes/groups.yaml": GROUPS}
    for place, total in enumerate(totals):
        if total != "-":
            head = (
                f"index: JG1/2026-0{number}{place}0\ntitle: {UNITS[place]}第{number}季度考核\ncovers: 2026-Q{number}\n"
            )
            step = f"own:\ncheck:\nresult:\nfinal: {{on: 2026-10-13, by: 支部委员会, total: {total}}}\n"
            differs = f"{head}scheme: groups\nunit: {UNITS[place]}\nopinion:\nrectifications:\n{step}{more}"
            texts[f"grades/2026/q{number}-{place}.yaml"] = grade(differs)
    names = [name.removesuffix(".yaml") for name in texts if name.startswith("grades/")]
    texts[f"approvals/2026/q{number}.yaml"] = form(*names)
    return texts


def ranked(seen: Checked, number: int) -> Ranking:
    """The ranking of a quarter."""
    assert seen.world
    return rankings(seen.world)["groups", f"2026年第{'一二三四'[number - 1]}季度"]


def places(one: Ranking) -> list[tuple[str, int | None, bool]]:
    """Unit, place, and whether it is the last."""
    return [(placed.unit, placed.place, placed.is_last) for placed in one.placed]


def of(seen: Checked, name: str) -> GradeFacts:
    """The facts of one grading."""
    return cast(GradeFacts, seen.facts[f"grades/2026/{name}"])


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """Two are level in the first quarter, all three in the second; in the third one has gone, in the fourth another."""
    texts = graded(1, "88.25", "95", "95") | graded(2, "91", "91", "91.0") | graded(3, "89.9", "90")
    return checked(tmp_path_factory.mktemp("year"), texts | graded(4, "90", "-"))


def test_equal_totals_share_a_place_and_the_next_one_is_skipped(year: Checked) -> None:
    """By exact totals, not by the rounded level; where all are equal nobody is last."""
    assert places(ranked(year, 1)) == [("二组", 1, False), ("三组", 1, False), ("一组", 3, True)]
    assert places(ranked(year, 2)) == [("一组", 1, False), ("二组", 1, False), ("三组", 1, False)]
    assert of(year, "q1-1").rank_words == "3 个单位中并列第 1 名"
    assert of(year, "q1-0").rank_words == "3 个单位中第 3 名"


def test_who_has_gone_is_not_missing_and_who_is_missing_leaves_no_places(year: Checked) -> None:
    """The third group ended in June; without the second the first has a total and no place, and its page says why."""
    assert places(ranked(year, 3)) == [("二组", 1, False), ("一组", 2, True)]
    assert places(ranked(year, 4)) == [("一组", None, False)]
    assert ranked(year, 4).missing == ("二组",)
    assert (of(year, "q4-0").rank_words, of(year, "q4-0").gaps[-1]) == (
        "",
        "2026年第四季度排名：还没有二组的考核结果",
    )


def test_the_last_place_for_the_second_time_has_its_consequence(year: Checked) -> None:
    """Cumulative within the year, said at that grading with the spans; nothing at the first, nothing of others."""
    assert [one.why for one in of(year, "q3-0").consequences] == ["一年内累计 2 次最后一名的（一季、三季）"]
    assert of(year, "q1-0").consequences == ()
    assert [one.text for one in of(year, "q3-1").consequences] == ["表扬"]


def test_more_at_the_top_than_the_share_allows_is_a_lapse(year: Checked) -> None:
    """70 % of three are two whole ones: two are fine in the first quarter, three in the second are not."""
    found = [one for one in year.findings if one.code == "grades.quota_exceeded"]
    assert [(one.record, one.found, one.expected) for one in found] == [("grades/2026/q2-2", "3 个", "最多 2 个")]


def test_a_ranking_page_shows_the_year_up_to_it(year: Checked) -> None:
    """Later spans stay out, so that a page does not change with the next one; averages and last places are counted."""
    assert year.world
    records = [(record, year.facts[record.address]) for record in year.world.register.of_kind("grades")]
    made = {one.name: cast(RankingSheet, one.about) for one in pages(records, year.world)}  # type: ignore[arg-type] # all of one kind
    assert list(made) == [f"rankings/groups/2026-q{number}" for number in (1, 2, 3, 4)]
    sheet = made["rankings/groups/2026-q3"]
    assert [one.label for one in sheet.year] == ["一季", "二季", "三季"]
    assert [(row.unit, row.average, row.lasts) for row in sheet.rows] == [
        ("一组", "89.7（合格）", 2),
        ("二组", "92（优秀）", 0),
        ("三组", "93（优秀）", 0),
    ]
    assert sheet.rows[2].cells[2] is None
    assert sheet.reached == ("一组累计 2 次最后一名。细则规定：一年内累计 2 次最后一名的，组长说明原因",)
    assert sheet.quotas == ("优秀不超过 70%，2 个单位最多 1 个，评了 1 个",)


def test_rankings_are_worked_out_once_for_a_world(year: Checked) -> None:
    """Not once for each of the gradings, of which there may be hundreds."""
    assert year.world
    assert rankings(year.world) is rankings(year.world)


def test_a_self_assessment_is_no_result(tmp_path: Path) -> None:
    """It may be public, but those who grade have not spoken: the unit is still missing, and nothing follows."""
    alone = "own: {on: 2026-10-13, by: 一组组长, total: 99}\nfinal:\n"
    texts = graded(3, "80", "95")
    texts["grades/2026/q3-0.yaml"] = overlaid(str(texts["grades/2026/q3-0.yaml"]), alone)
    seen = checked(tmp_path, texts)
    assert ranked(seen, 3).missing == ("一组",)
    assert of(seen, "q3-0").ranking is None
    assert of(seen, "q3-0").consequences == ()


HIDDEN = graded(3, "80", "95")
HIDDEN["grades/2026/q3-0.yaml"] = str(HIDDEN["grades/2026/q3-0.yaml"]) + "audiences: [本支部党员]\n"


def site(root: Path, audience: str) -> dict[str, str]:
    """Every page of the site for one audience, where one of two units is for the branch only."""
    lay(root, HIDDEN)
    built = pipeline.build(Settings(root=root, audience=(audience,)), AS_OF).site
    assert built
    return {one.address: one.body for one in built.pages}


def test_home_list_and_record_lead_to_the_ranking(tmp_path: Path) -> None:
    """Also where the branch publishes no grading of its own; those who may see all units read their places."""
    inner = site(tmp_path, "本支部党员")
    assert "第 1 名" in inner["grades/rankings/groups/2026-q3.html"]
    assert 'href="../grades/rankings/groups/2026-q3.html"' in inner["grades/index.html"]
    assert 'id="grades"' not in inner["grades/index.html"]
    assert "grades/rankings/groups/2026-q3.html" in inner["index.html"]
    own = inner["grades/2026/q3-0.html"]
    assert 'href="../../grades/rankings/groups/2026-q3.html">2 个单位中第 2 名' in own
    assert "排名" not in own.split('id="steps"')[1]


def test_a_ranking_with_a_hidden_unit_is_no_news_to_others(tmp_path: Path) -> None:
    """They read the gradings they may see, and not a word of a ranking."""
    outer = site(tmp_path, "本单位党员")
    assert "grades/2026/q3-1.html" in outer
    assert [address for address in outer if "ranking" in address] == []
    told = [words(outer[address]) for address in ("index.html", "grades/index.html", "grades/2026/q3-1.html")]
    assert [text for text in told if "名次" in text or "排名" in text] == []


def test_what_is_hidden_and_not_public_yet_is_not_called_missing(tmp_path: Path) -> None:
    """A draft for the branch only: on the day it is published nothing may vanish for the others."""
    seen = checked(tmp_path, {**HIDDEN, "approvals/2026/q3.yaml": form("grades/2026/q3-1")})
    assert seen.world
    record = seen.world.register.by_name["grades/2026/q3-1"]
    assert shown([(cast(Grade, record), of(seen, "q3-1"))], seen.world) == ()
    assert of(seen, "q3-1").gaps == ()
    (lapse,) = [one for one in seen.findings if one.code == "grades.unit_not_graded"]
    assert lapse.audiences == ()


def test_a_missing_unit_is_a_lapse_only_after_the_time_for_publication(tmp_path: Path) -> None:
    """Ten working days after the last of the others was made, the fourteenth of October."""
    for day, count in ((date(2026, 10, 28), 0), (date(2026, 10, 29), 1)):
        found = checked(tmp_path / str(day), graded(3, "80"), day).findings
        assert [one.code for one in found].count("grades.unit_not_graded") == count


@pytest.mark.parametrize(
    ("written", "touches", "fills"),
    [("2026-Q3", True, True), ("2026-Q2", True, False), ("2026-Q1", False, False), ("2026", True, False)],
)
def test_a_unit_has_to_be_graded_only_where_it_was_there_all_the_time(written: str, touches: bool, fills: bool) -> None:
    """From May to the end of September: the third quarter whole, of the second a part."""
    unit, span = Unit(name="突击队", since=date(2026, 5, 1), until=date(2026, 9, 30)), parse_span(written)
    assert isinstance(span, Span)
    assert (unit.touches(span), unit.fills(span)) == (touches, fills)


def test_very_many_units_are_counted_instead_of_named() -> None:
    """On the page of a scheme; the ranking itself names them all."""
    few, many = ([{"name": f"{number}支部"} for number in range(count)] for count in (2, 484))
    assert Ranked.model_validate({"by": "公司党委", "units": few}).words == "公司党委考核，按总分排名：0支部、1支部"
    assert Ranked.model_validate({"by": "公司党委", "units": many}).words == "公司党委考核，按总分排名：484 个单位"
    assert Unit(name="突击队", since=date(2026, 5, 6)).words == "突击队（2026年5月6日起）"
    assert Unit(name="突击队", until=date(2026, 6, 12)).words == "突击队（到2026年6月12日为止）"
    assert Unit(name="突击队", since=date(2026, 5, 6), until=AS_OF).words == "突击队（2026年5月6日至2026年11月20日）"
