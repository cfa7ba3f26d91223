"""Notices as they were really published (`N…` in the domain reference §2.3–2.4), names replaced, as a whole site."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from gongkai import pipeline
from gongkai.derive.notice import NoticeFacts
from gongkai.derive.periods import PeriodFacts
from gongkai.kinds.accounts.facts import AccountFacts
from gongkai.kinds.awards.facts import AwardFacts
from gongkai.kinds.awards.model import Award
from gongkai.kinds.development.facts import DevelopmentFacts
from gongkai.pipeline import Checked, Settings

SITE = Path(__file__).parent / "sites" / "real"
AS_OF = date(2026, 11, 20)
NO_OUTCOME = "publicity.outcome_missing"
NEXT_STEP = "development.next_step_overdue"


@cache
def on(day: date) -> Checked:
    """What is known on a day; all of it is frozen, so each day is looked at once."""
    return pipeline.inspect(SITE, day)


def facts_of(name: str) -> DevelopmentFacts:
    """What follows from one notice on the as-of date."""
    facts = on(AS_OF).facts[f"development/{name}"]
    assert isinstance(facts, DevelopmentFacts)
    return facts


def found(seen: Checked) -> list[tuple[str, int, str]]:
    """Record, line and code of everything found."""
    return [(one.record.removeprefix("development/"), one.place.line, one.code) for one in seen.findings]


def period_of(address: str) -> PeriodFacts:
    """The period of any notice on the as-of date."""
    facts = on(AS_OF).facts[address]
    assert isinstance(facts, NoticeFacts)
    assert facts.period
    return facts.period


def award(name: str) -> Award:
    """One award as it was read."""
    world = on(AS_OF).world
    assert world
    record = world.register.by_name[f"awards/{name}"]
    assert isinstance(record, Award)
    return record


def test_exactly_these_lapses() -> None:
    """No fault; what lacks an outcome, is too short or cannot be counted yet is a lapse, and nothing else is."""
    assert found(on(AS_OF)) == [
        ("accounts/2014/n5", 16, NO_OUTCOME),
        ("awards/2019/n7", 14, NO_OUTCOME),
        ("awards/2021/n3", 19, NO_OUTCOME),
        ("awards/2022/n2", 22, NO_OUTCOME),
        ("awards/2022/n4", 17, NO_OUTCOME),
        ("awards/2026/n1", 19, NO_OUTCOME),
        ("2014/n5", 12, NO_OUTCOME),
        ("2016/n10", 12, NO_OUTCOME),
        ("2018/n11", 13, NO_OUTCOME),
        *(("2018/n11", line, NEXT_STEP) for line in (27, 28, 29, 30)),
        ("2021/n12", 13, NO_OUTCOME),
        ("2021/n9", 29, NEXT_STEP),
        ("2022/n2", 12, NO_OUTCOME),
        ("2022/n4", 12, NO_OUTCOME),
        ("2026/n1", 12, NO_OUTCOME),
        ("2026/national-day", 13, "publicity.no_working_day"),
        ("2026/national-day", 13, "publicity.period_too_short"),
        ("2026/national-day", 15, NO_OUTCOME),
        ("2026/over-new-year", 13, "publicity.length_differs"),
    ]
    assert not any(one.is_fault for one in on(AS_OF).findings)


@pytest.mark.parametrize(
    ("name", "days", "working_days"),
    [
        pytest.param("2014/n5", 9, 7, id="N5, first day counted"),
        pytest.param("2016/n10", 9, 7, id="N10"),
        pytest.param("2018/n11", 7, 5, id="N11, publication plus seven days"),
        pytest.param("2021/n9", 8, 7, id="N9, over a make-up Saturday"),
        pytest.param("2021/n12", 7, 5, id="N12"),
        pytest.param("2022/n4", 5, 5, id="N4"),
        pytest.param("2022/n2", 6, 5, id="N2, from a make-up Saturday"),
        pytest.param("2026/n1", 5, 5, id="N1"),
        pytest.param("2026/national-day", 7, 0, id="National Day"),
        pytest.param("2026/over-new-year", 8, 6, id="into 2027"),
    ],
)
def test_days_as_published(name: str, days: int, working_days: int) -> None:
    """The printed dates give the days that the notice, or the calendar of its year, says."""
    period = facts_of(name).period
    assert (period.days, period.working_days) == (days, working_days)
    assert period.provisional == (name == "2026/over-new-year")
    assert period.no_working_day == (name == "2026/national-day")


def test_stated_lengths_hold() -> None:
    """Every length that a real notice states is what its dates give, once its own way of counting is written down."""
    real = [facts_of(name).period for name in ("2014/n5", "2016/n10", "2018/n11", "2021/n9", "2022/n4", "2022/n2")]
    assert not any(period.differs for period in real)


def test_unsettled_year_is_said() -> None:
    """A count that a holiday document still to come may change is called 暂定, and no last day is computed."""
    (lapse,) = [one for one in on(AS_OF).findings if one.code == "publicity.length_differs"]
    assert "暂定" in lapse.words
    assert "应到" not in lapse.words


def test_same_name_in_one_notice() -> None:
    """Two persons of one name, told apart by 区分, are two persons."""
    assert facts_of("2021/n12").waiting == 2


def test_basis_of_the_day() -> None:
    """Which text of the rules was in force follows from the first day."""
    assert facts_of("2026/n1").in_force == "细则（2014年）"
    assert facts_of("2026/national-day").in_force == "细则（2026年）"


@pytest.mark.parametrize("year", range(2014, 2030))
def test_time_makes_no_fault(year: int) -> None:
    """Whatever the as-of date: no fault appears because a day went by."""
    assert not any(one.is_fault for month in range(1, 13) for one in on(date(year, month, 17)).findings)


@pytest.mark.parametrize(
    ("address", "days", "working_days"),
    [
        pytest.param("awards/2026/n1", 5, 5, id="N1"),
        pytest.param("awards/2022/n2", 6, 5, id="N2, from a make-up Saturday"),
        pytest.param("awards/2021/n3", 8, 6, id="N3"),
        pytest.param("awards/2022/n4", 5, 5, id="N4"),
        pytest.param("awards/2019/n7", 4, 4, id="N7"),
        pytest.param("accounts/2014/n5", 9, 7, id="N5"),
    ],
)
def test_days_of_awards_and_accounts(address: str, days: int, working_days: int) -> None:
    """The same dates count alike in every kind of notice, and no stated length is contradicted."""
    period = period_of(address)
    assert (period.days, period.working_days, period.differs) == (days, working_days, False)


def test_three_groups_on_one_notice() -> None:
    """N1: two and two persons and three organisations, each group under its own title."""
    facts = on(AS_OF).facts["awards/2026/n1"]
    assert isinstance(facts, AwardFacts)
    assert facts.counts == "全国优秀共产党员 2 个、全国优秀党务工作者 2 个、全国先进基层党组织 3 个"
    assert [one.sort for one in award("2026/n1").nominees] == ["个人"] * 4 + ["集体"] * 3


def test_a_supplementary_list_and_the_final_one() -> None:
    """N6: 100 names, 6 more seven days later, 102 commended; the 4 who were not are those whose notice was ended."""
    first, second, decided = (award(f"2015/n6-{number}") for number in (1, 2, 3))
    assert [len(one.nominees) for one in (first, second, decided)] == [100, 6, 102]
    assert (second.made_on - first.made_on).days == 7
    named = {one.identity for notice in (first, second) for one in notice.nominees}
    ended = {one.identity for one in first.nominees if one.outcome and one.outcome.result == "终止公示"}
    assert named - {one.identity for one in decided.nominees} == ended
    assert len(ended) == 4
    facts = on(AS_OF).facts["awards/2015/n6-3"]
    assert isinstance(facts, AwardFacts)
    assert facts.announced == ("awards/2015/n6-1", "awards/2015/n6-2")
    assert facts.gaps == ()


def test_nobody_outside_reads_whose_notice_was_ended() -> None:
    """On a site for everybody no outcome of that list stands, and nothing else tells who was dropped in between."""
    outcome = pipeline.build(Settings(root=SITE, audience=("社会",)), AS_OF)
    assert outcome.site
    (page,) = [page for page in outcome.site.pages if page.address == "awards/2015/n6-1.html"]
    assert "公示结果" not in page.body
    assert "终止公示" not in page.body


def test_a_decision_alone_says_its_gap() -> None:
    """N14 came without its notice: a gap is said, and the commending body being another, no lapse."""
    facts = on(AS_OF).facts["awards/2016/n14"]
    assert facts.gaps == ("表彰前的公示：这里没有",)


def test_accounts_are_added_up() -> None:
    """N5 as amounts: sums, balance and shares follow from the lines."""
    facts = on(AS_OF).facts["accounts/2014/n5"]
    assert isinstance(facts, AccountFacts)
    assert [str(one) for one in (facts.income, facts.spending, facts.closing)] == [
        "410812.35",
        "315500.50",
        "295311.85",
    ]
    assert facts.shares == ("49.1%", "30.4%", "20.4%")
