"""What binds whom since when, and the branch's own figure before the usual one."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from gongkai.derive.requirements import Figure, in_force
from gongkai.load.branch import LocalFigure
from laying import branch_of_world

HOURS = Figure(
    name="党员年度学时",
    value=Fraction(32),
    unit="学时",
    since=date(2019, 5, 1),
    source="一份规定",
    grade="C",
    types=frozenset({"企业", "村"}),
)
BRANCH = branch_of_world()


def test_a_figure_binds_its_types_of_branch_from_its_day_on() -> None:
    """Nothing of before is held against it, and no other sort of unit."""
    assert in_force(HOURS, date(2019, 5, 1), BRANCH) is HOURS
    assert in_force(HOURS, date(2019, 4, 30), BRANCH) is None
    assert in_force(HOURS, date(2026, 1, 1), BRANCH.model_copy(update={"type": "高校"})) is None


def test_a_number_is_said_exactly() -> None:
    """Whole, decimal, or as the fraction it is."""
    shares = (Fraction(32), Fraction(1, 2), Fraction(1, 3))
    said = [Figure(**{**vars(HOURS), "value": one, "unit": ""}).words for one in shares]
    assert said == ["32", "0.5", "1/3"]


def test_what_the_superior_set_takes_its_place_from_its_day_on() -> None:
    """The latest one, whatever the type of branch; its basis is named in place of ours."""
    own = [
        LocalFigure(name=HOURS.name, value=value, since=since, basis="上级的文件")
        for value, since in (("40", date(2025, 1, 1)), ("36.5", date(2026, 1, 1)))
    ]
    college = BRANCH.model_copy(update={"type": "高校", "figures": tuple(own)})
    assert in_force(HOURS, date(2024, 12, 31), college) is None
    said = [in_force(HOURS, day, college) for day in (date(2025, 1, 1), date(2026, 3, 1))]
    assert [(one.words, one.source) for one in said if one] == [("40 学时", "上级的文件"), ("36.5 学时", "上级的文件")]
