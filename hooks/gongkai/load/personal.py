"""Numbers of persons that must never be published: resident IDs, bank cards, mobile numbers (design §5.17).

Pure: text in, hits out. Sources: GB 11643-1999 (area, date, check digit of the ID), the foreigner's permanent
residence card of 2023 (`9` + province + nationality), ISO/IEC 7812-1 (Luhn digit of cards).

Decisions: of the area code only the province is checked. Counties come, go and stay on cards, so that an ID with
an unknown county is a hit; one with a province that never existed (99…) is not. A social credit code is no hit.
Not seen: numbers in Chinese numerals, masked numbers, numbers broken over lines or table cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

What = Literal["身份证号", "银行卡号", "手机号"]


@dataclass(frozen=True)
class Hit:
    """One number found at `text[start:end]`; `masked` is all that a message may show of it."""

    what: What
    start: int
    end: int
    masked: str


# Spaces, invisible joiners, hyphens of every width and dots: what people (and Word) put between groups of digits.
_GAP = r"[ \u00a0\u00ad\u00b7\u2000-\u2015\u202f\u2060\u2212\u3000\ufeff\uff0d\uff0e.\-]"
# x in ASCII, full width, as Roman ten, as multiplication sign and in Cyrillic: all are met at the end of IDs.
_X = "xX\uff58\uff38\u2169\u2179\u00d7\u0445\u0425"
_CANDIDATE = re.compile(rf"\d(?:{_GAP}{{0,3}}\d){{10,}}(?:{_GAP}?[{_X}](?![0-9A-Za-z]))?")
_GROUP = re.compile(rf"\d+[{_X}]?|[{_X}]")

_PROVINCE = re.compile(r"9?(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SHORTEST, _OLD_ID, _NEW_ID, _LONGEST = 11, 15, 18, 19

# 62 UnionPay; 4, 51-55, 3528-3589 and 34/37 cards of two brands; the rest are debit cards from before 62.
_CARD = re.compile(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|35(?:2[89]|[3-8]\d)\d{12}|3[47]\d{13}"
    r"|(?:4367|4563|9558|9559|6013)\d{15}|6014\d{13}"
)
_MOBILE = re.compile(r"(0086|086|86|0)?(1[3-9]\d{9})")
_MOBILE_GROUPS = ((11,), (3, 4, 4), (3, 8), (7, 4))
# In figures of a table row (1500 600 1200) these groupings happen by chance, so only hyphens make them a number.
_MOBILE_GROUPS_HYPHENED = ((4, 3, 4), (4, 4, 3), (3, 3, 5))

_LETTER = re.compile(r"[A-Za-z\uff21-\uff3a\uff41-\uff5a]")
_LABEL = re.compile(r"(?<![A-Za-z0-9])(?:tel|phone|mobile|mob|cell|id|card|qq|wx|vx|wechat|weixin)$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"\s*(?:[万亿圆%\uff05]|元(?![旦宵月])|[美欧日港]元)")
_AMOUNT_BEFORE = re.compile(r"[¥\uffe5$\uff04]\s*$")


class _Run(NamedTuple):
    """Neighbouring groups of digits read as one number: where it stands, its digits, how it is grouped."""

    text: str
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @property
    def written(self) -> str:
        return self.text[self.start : self.end]

    @property
    def is_fraction(self) -> bool:
        """The digits after a decimal point, as spreadsheets write them: 0.4615384615384616."""
        return self.start > 1 and self.text[self.start - 1] == "." and self.text[self.start - 2].isdecimal()

    @property
    def has_fraction(self) -> bool:
        return self.text[self.end : self.end + 1] == "." and self.text[self.end + 1 : self.end + 2].isdecimal()

    @property
    def is_embedded(self) -> bool:
        """Part of a longer alphanumeric such as a serial number; a label such as `Tel` before it is none."""
        if _LETTER.match(self.text, self.end):
            return True
        before = self.text[max(0, self.start - 9) : self.start]
        return bool(_LETTER.match(before[-1:])) and not _LABEL.search(before)


def hits(text: str) -> tuple[Hit, ...]:
    """All numbers of persons in the text, in order, without overlaps; 18 digits that check out win over the rest."""
    return tuple(hit for found in _CANDIDATE.finditer(text) for hit in _among(text, found.start(), found.end()))


def may_hold(text: str) -> bool:
    """Whether there are digits enough at all: False is certain, True calls for `hits`."""
    return _CANDIDATE.search(text) is not None


# Begins where a run of digits does, and never gives back a gap: it goes over every file once. The look back stands
# behind the first digit, since a pattern is looked for quickly only by the character it begins with.
_WRITTEN = re.compile(rf"\d(?<!\d\d)(?:[\t\n{_GAP[1:]}*+\d){{10}}")


def may_be_written_in(text: str) -> bool:
    """The same of a whole YAML file: False is certain of all its values, even those folded over lines or escaped."""
    return "\\" in text or _WRITTEN.search(text) is not None


def resembles_resident_id(digits: str) -> bool:
    """Whether 18 characters have the province and birth date of a resident ID, whatever the check digit says."""
    if len(digits) != _NEW_ID or not _PROVINCE.match(digits):
        return False
    return digits[6:8] in {"19", "20"} and _is_date(digits[6:14])


def _among(text: str, start: int, end: int) -> Iterator[Hit]:
    groups = [(found.start(), found.end()) for found in _GROUP.finditer(text, start, end)]
    first = 0
    while first < len(groups):
        hit, after = None, first + 1
        for run, last in _runs(text, groups, first):
            # The longest reading wins: a card of 19 digits may hold one of 16.
            if (found := _read(run)) is not None:
                hit, after = found, last
        if hit is not None:
            yield hit
        first = after


def _runs(text: str, groups: list[tuple[int, int]], first: int) -> Iterator[tuple[_Run, int]]:
    digits = ""
    sizes: tuple[int, ...] = ()
    for last in range(first, len(groups)):
        start, end = groups[last]
        if len(digits) + end - start > _LONGEST:
            return
        plain = _plain(text[start:end])
        digits, sizes = digits + plain, (*sizes, len(plain))
        if len(digits) >= _SHORTEST:
            yield _Run(text, groups[first][0], end, digits, sizes), last + 1


def _plain(group: str) -> str:
    if group.isascii():
        return group.upper()
    return "".join("X" if letter in _X else str(unicodedata.decimal(letter)) for letter in group)


def _read(run: _Run) -> Hit | None:
    what: What
    if _is_new_id(run.digits) or _is_old_id(run):
        what, number = "身份证号", run.digits
    elif _is_card(run):
        what, number = "银行卡号", run.digits
    elif number := _mobile(run):
        what = "手机号"
    else:
        return None
    masked = number[:3] + "*" * (len(number) - 5) + number[-2:]
    return None if run.is_embedded else Hit(what, run.start, run.end, masked)


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_new_id(digits: str) -> bool:
    if not resembles_resident_id(digits) or "X" in digits[:-1]:
        return False
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[-1]


def _is_old_id(run: _Run) -> bool:
    """Cards issued before 1999 have no check digit: so the grouping, county and serial must be sensible too."""
    digits = run.digits
    if len(digits) != _OLD_ID or not digits.isdecimal() or run.sizes not in {(15,), (6, 6, 3)} or _in_decimals(run):
        return False
    county_and_serial = digits[2:4] != "00" and digits[4:6] != "00" and digits[12:] != "000"
    return digits[0] != "9" and bool(_PROVINCE.match(digits)) and county_and_serial and _is_date("19" + digits[6:12])


def _in_decimals(run: _Run) -> bool:
    return run.is_fraction or run.has_fraction or "." in run.written


def _is_card(run: _Run) -> bool:
    if not _CARD.fullmatch(run.digits) or _in_decimals(run) or not _passes_luhn(run.digits):
        return False
    if len(run.sizes) <= (2 if run.digits.startswith("62") else 1):
        return True
    if len(run.sizes) < 4 or any(size != 4 for size in run.sizes[:-1]):
        return False
    return run.digits.startswith("62") or not _in_a_row_of_figures(run)


def _in_a_row_of_figures(run: _Run) -> bool:
    """5120 5230 5310 5400 5500: more groups of four on either side make it a table row, one in ten passing Luhn."""
    before, after = run.text[max(0, run.start - 5) : run.start], run.text[run.end : run.end + 5]
    return bool(re.fullmatch(rf"\d{{4}}{_GAP}", before) or re.fullmatch(rf"{_GAP}\d{{4}}", after))


def _passes_luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)) % 10 == 0


def _mobile(run: _Run) -> str:
    """The eleven digits without the country's prefix, or nothing; sums of money look the same and are left out."""
    found = _MOBILE.fullmatch(run.digits)
    if not found or run.has_fraction or _AMOUNT_AFTER.match(run.text, run.end):
        return ""
    if _AMOUNT_BEFORE.search(run.text[max(0, run.start - 3) : run.start]):
        return ""
    sizes = (run.sizes[0] - len(found[1] or ""), *run.sizes[1:])
    if sizes in _MOBILE_GROUPS:
        return "" if len(sizes) == 2 and "." in run.written else found[2]
    hyphened = not re.search(r"[\s.\u00b7]", run.written)
    return found[2] if hyphened and sizes in _MOBILE_GROUPS_HYPHENED else ""
