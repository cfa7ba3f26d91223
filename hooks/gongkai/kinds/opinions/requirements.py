"""Within how many days an opinion is passed on and answered, as data with source, grade and day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.requirements import Figure

_SINCE: Final = date(2010, 1, 1)
"""Branches were told to collect opinions and to answer them in 2010; the days of these rules are not known to us."""
FORWARDED: Final = Figure(
    name="意见转办",
    value=Fraction(1),
    unit="个工作日",
    since=_SINCE,
    source="有的企业党务公开意见收集处理制度规定一个工作日内转办",
    grade="A",
    if_set=True,
)
ANSWERED: Final = Figure(
    name="意见答复",
    value=Fraction(15),
    unit="个工作日",
    since=_SINCE,
    source="有的省直机关党务公开办法规定受理后十五个工作日内答复",
    grade="A",
)
"""That opinions are answered is a rule for everybody, and without a number none would ever be late."""
