"""Dates, times and spans as clerks write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.days import Span, chinese_date, parse_date, parse_span, parse_time, weekday

DATES = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text", ["2026-9-14", "2026-09-14", "2026/9/14", "2026.9.14", "2026年9月14日", "2026年09月14日"]
)
def test_one_day_in_its_spellings(text: str) -> None:
    """All the spellings clerks use mean the same day."""
    assert parse_date(text) == date(2026, 9, 14)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-02-30", "2026-02-30 这一天不存在"),
        ("2023-2-29", "2023-2-29 这一天不存在"),
        ("1900-02-29", "1900-02-29 这一天不存在"),
        ("2026-13-01", "2026-13-01 这一天不存在"),
        ("2026-0-1", "2026-0-1 这一天不存在"),
        ("1899-12-31", "年份 1899 不在 1900 至 2199 之间"),
        ("2200-01-01", "年份 2200 不在 1900 至 2199 之间"),
        ("２０２６-09-14", "“２０２６-09-14”用了全角字符，请改为半角：2026-09-14"),
        ("2026．9．14", "“2026．9．14”用了全角字符，请改为半角：2026.9.14"),
        ("明天", "“明天”不是能读懂的日期，请写成 2026-09-14 这样的形式"),
    ],
)
def test_a_date_refused_in_words(text: str, words: str) -> None:
    """What is no day is refused with a sentence that says why."""
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "26-9-14",
        "2026-9/14",
        "2026-9-14\n",
        " 2026-9-14",
        "2026-09-014",
        "20260914",
        "2026年9月14",
        "9-14-2026",
    ],
)
def test_no_other_spelling(text: str) -> None:
    """Mixed signs, spaces, short years and other orders are not guessed at."""
    with pytest.raises(ValueError, match="不是能读懂的日期"):
        parse_date(text)


def test_digits_of_other_scripts() -> None:
    """Python's own idea of a digit is wider than ours: Arabic-Indic figures are refused."""
    with pytest.raises(ValueError, match="不是能读懂的日期"):
        parse_date("٢٠٢٦-09-14")


def test_long_text_is_cut_in_the_message() -> None:
    """A whole paragraph in a date field does not fill the screen."""
    with pytest.raises(ValueError, match=r"^.{1,99}$"):
        parse_date("字" * 5000)


@given(DATES)
def test_date_there_and_back(day: date) -> None:
    """What we print can be read again, for every day there is."""
    assert parse_date(chinese_date(day)) == parse_date(day.isoformat()) == day


def test_words_of_a_day() -> None:
    """Dates carry no leading zeros and weekdays their short names."""
    assert chinese_date(date(2026, 9, 4)) == "2026年9月4日"
    assert "".join(weekday(date(2026, 9, day)) for day in range(14, 21)) == "周一周二周三周四周五周六周日"


@pytest.mark.parametrize("text", ["9:05", "09:05", "14:30", "0:00", "23:59"])
def test_time_stays_as_written(text: str) -> None:
    """A time is checked and given back unchanged; 14:30 never becomes 870."""
    assert parse_time(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("14：30", "“14：30”用了全角冒号，请改为半角：14:30"),
        ("１４:30", "“１４:30”用了全角字符，请改为半角：14:30"),
        ("24:30", "24:30 这个时间不存在，小时应为 0 到 23，分钟应为 00 到 59"),
        ("24:00", "24:00 这个时间不存在，小时应为 0 到 23，分钟应为 00 到 59"),
        ("9:60", "9:60 这个时间不存在，小时应为 0 到 23，分钟应为 00 到 59"),
        ("9:5", "“9:5”不是能读懂的时间，请写成 14:30 这样的形式"),
        ("870", "“870”不是能读懂的时间，请写成 14:30 这样的形式"),
        ("下午两点半", "“下午两点半”不是能读懂的时间，请写成 14:30 这样的形式"),
    ],
)
def test_a_time_refused_in_words(text: str, words: str) -> None:
    """A wrong time is refused and the full-width colon called by its name."""
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        parse_time(text)


@pytest.mark.parametrize(
    ("texts", "span"),
    [
        ("2026 2026年 2026年度", Span(date(2026, 1, 1), date(2026, 12, 31), "2026年")),
        ("2026-H1 2026年上半年", Span(date(2026, 1, 1), date(2026, 6, 30), "2026年上半年")),
        ("2026-h2 2026年下半年", Span(date(2026, 7, 1), date(2026, 12, 31), "2026年下半年")),
        ("2026-Q1 2026年一季度", Span(date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度")),
        ("2026-Q3 2026年第三季度 2026年第3季度", Span(date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度")),
        ("2026-09 2026-9 2026/9 2026年9月", Span(date(2026, 9, 1), date(2026, 9, 30), "2026年9月")),
        ("2024-02", Span(date(2024, 2, 1), date(2024, 2, 29), "2024年2月")),
        ("2100-02", Span(date(2100, 2, 1), date(2100, 2, 28), "2100年2月")),
    ],
)
def test_spans_and_their_one_name(texts: str, span: Span) -> None:
    """Spellings of one span are equal, name included, so that pages do not depend on the spelling."""
    assert {parse_span(text) for text in texts.split()} == {span}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-13", "2026-13 这个月份不存在"),
        ("2026年0月", "2026年0月 这个月份不存在"),
        ("1776", "年份 1776 不在 1900 至 2199 之间"),
        ("２０２６", "“２０２６”用了全角字符，请改为半角：2026"),
        ("2026-Q5", "“2026-Q5”不是能读懂的时段，请写成 2026、2026-H1、2026-Q3 或 2026-09 这样的形式"),
        ("2026-9-14", "“2026-9-14”不是能读懂的时段，请写成 2026、2026-H1、2026-Q3 或 2026-09 这样的形式"),
        ("本季度", "“本季度”不是能读懂的时段，请写成 2026、2026-H1、2026-Q3 或 2026-09 这样的形式"),
    ],
)
def test_a_span_refused_in_words(text: str, words: str) -> None:
    """What names no span is refused with a sentence."""
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        parse_span(text)


@given(DATES)
def test_parts_tile_the_year(day: date) -> None:
    """Every day lies in exactly one half, one quarter and one month of its year."""
    halves = [parse_span(f"{day.year}-H{number}") for number in (1, 2)]
    quarters = [parse_span(f"{day.year}-Q{number}") for number in (1, 2, 3, 4)]
    months = [parse_span(f"{day.year}-{number:02}") for number in range(1, 13)]
    for parts in (halves, quarters, months):
        assert sum(day in span for span in parts) == 1


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text, however odd, brings anything but a value or a sentence that says what is wrong."""
    for parse in (parse_date, parse_time, parse_span):
        words = refusal(parse, text)
        assert words == "" or re.search("不存在|不在|不是|改为半角", words)


def refusal(parse: Callable[[str], object], text: str) -> str:
    try:
        parse(text)
    except ValueError as refused:
        return str(refused)
    return ""
