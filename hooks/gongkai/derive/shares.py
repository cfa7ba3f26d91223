"""Shares in words: one place that rounds them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def percent(part: int | Decimal | Fraction, whole: int | Decimal | Fraction) -> str:
    """`66.7%`: one decimal, exact, halves away from zero; empty where the whole is nothing or less."""
    if whole <= 0:
        return ""
    thousandths = Fraction(part) / Fraction(whole) * 1000
    rounded = (abs(thousandths.numerator) * 2 + thousandths.denominator) // (thousandths.denominator * 2)
    sign = "-" if part < 0 and rounded else ""
    return f"{sign}{rounded // 10}.{rounded % 10}%"
