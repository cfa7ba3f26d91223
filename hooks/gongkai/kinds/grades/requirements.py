"""Within how many days an objection to a result is answered, as data with source, grade and day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from gongkai.derive.requirements import Figure

OBJECTED: Final = Figure(
    name="考核异议答复",
    value=Fraction(15),
    unit="个工作日",
    since=date(2010, 1, 1),  # the day of the rule is not known to us
    source="有的省直机关党务公开办法规定受理后十五个工作日内答复",
    grade="A",
)
"""By whoever grades: what a branch promises of its own answers does not bind its superior."""
