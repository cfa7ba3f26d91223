"""Shares: one decimal, halves away from zero, exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from gongkai.derive.shares import percent


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (Fraction(2, 3), 1, "66.7%"),
        (Fraction(1, 2000), 1, "0.1%"),
        (Fraction(1, 2001), 1, "0.0%"),
        (27, 30, "90.0%"),
        (1999, 2000, "100.0%"),
        (0, 7, "0.0%"),
        (Decimal("2430.00"), Decimal("3048.00"), "79.7%"),
        (Decimal("-0.5"), 1000, "-0.1%"),
        (Decimal("-0.4"), 1000, "0.0%"),
        (5, 4, "125.0%"),
        (1, 0, ""),
        (1, -3, ""),
    ],
)
def test_shares_in_words(part: Decimal | Fraction, whole: Decimal, words: str) -> None:
    """Nothing is said of a part of nothing."""
    assert percent(part, whole) == words
