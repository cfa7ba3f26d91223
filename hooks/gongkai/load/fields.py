"""What a field may hold. Every value arrives as the text that was written; the field gives it its type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Final, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BeforeValidator, InstanceOf, StringConstraints, WithJsonSchema
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from gongkai.days import Span, parse_date, parse_span, parse_time

TEXT_LIMIT: Final = 4_000
"""Characters in one text field (design §5.4)."""

INDEX_NUMBER: Final = re.compile(
    r"(?P<code>[0-9A-Za-z]{1,12})/(?P<year>(?:19|20|21)\d\d)-(?P<serial>\d{4}|[1-9]\d{4})", re.ASCII
)
ADDRESS: Final = re.compile(r"(?P<kind>[a-z]+)/(?P<year>\d{4})/(?P<name>[a-z0-9][a-z0-9-]{0,62})", re.ASCII)
BASE_FILE: Final = re.compile(r"(?:branch|catalogue|holidays/(?P<year>[0-9]{4})|schemes/(?P<scheme>[^/.~][^/]*))\.yaml")
"""Below `data/`, what all matters rest on; hidden files of editors and of git are not ours, as for the loader."""
PART_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,11}", re.ASCII)


def _day(written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        return parse_date(written)
    except ValueError as problem:
        raise PydanticCustomError("not_a_day", "{why}", {"why": str(problem)}) from None


def _clock(written: str) -> str:
    try:
        return parse_time(written)
    except ValueError as problem:
        raise PydanticCustomError("not_a_time", "{why}", {"why": str(problem)}) from None


def _span(written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        return parse_span(written)
    except ValueError as problem:
        raise PydanticCustomError("not_a_span", "{why}", {"why": str(problem)}) from None


_PLAIN_NUMBER = re.compile(r"0|[1-9]\d{0,5}")


def _count(written: object) -> object:
    if isinstance(written, str):
        if not _PLAIN_NUMBER.fullmatch(written) or not written.isascii():
            raise PydanticCustomError("not_a_count", "不是整数")
        return int(written)
    return written


_FLAGS: Final = {"是": True, "true": True, "否": False, "false": False}


def _flag(written: object) -> object:
    if isinstance(written, str):
        if written not in _FLAGS:
            raise PydanticCustomError("not_a_flag", "不是“是”或“否”")
        return _FLAGS[written]
    return written


_AMOUNT = re.compile(r"(?:0|[1-9]\d{0,11})(?:\.\d{1,4})?")


def _amount(written: str) -> str:
    if not _AMOUNT.fullmatch(written) or not written.isascii():
        raise PydanticCustomError("not_an_amount", "不是金额或数量")
    return written


@lru_cache(maxsize=1 << 12)
def number(amount: str) -> Decimal:
    """The value of an `Amount`; the record itself keeps the text, so `100.50` stays `100.50`."""
    return Decimal(amount)


def _line(written: str) -> str:
    if "\n" in written:
        raise PydanticCustomError("several_lines", "有换行")
    return _not_blank(written)


def _not_blank(written: str) -> str:
    if not written.strip():
        raise PydanticCustomError("blank", "是空白")
    return written


_NAME = re.compile(r"[\w㐀-鿿\ue000-\uf8ff\U00020000-\U0003ffff·•．. ]+", re.UNICODE)


def _person(written: str) -> str:
    if not _NAME.fullmatch(written) or any(mark.isdigit() for mark in written):
        raise PydanticCustomError("not_a_name", "不像姓名")
    return written


def _pattern(kind: str, grammar: re.Pattern[str]) -> AfterValidator:
    def check(written: str) -> str:
        if not grammar.fullmatch(written):
            raise PydanticCustomError(kind, "写法不对")
        return written

    return AfterValidator(check)


def _reference(written: str) -> str:
    if not (INDEX_NUMBER.fullmatch(written) or ADDRESS.fullmatch(written)):
        raise PydanticCustomError("not_a_reference", "不是索引号，也不是“类别/年份/文件名”")
    return written


class PartName(NamedTuple):
    """A part of another record, as one names it: the record, and the part's own number in it."""

    record: str
    part: str


def part_name(written: str) -> PartName:
    """`JG1/2026-0200#2`, taken apart; the number is empty where there is none."""
    record, _, part = written.partition("#")
    return PartName(record, part)


def _part_reference(written: str) -> str:
    record, part = part_name(written)
    if not (INDEX_NUMBER.fullmatch(record) or ADDRESS.fullmatch(record)) or not PART_NUMBER.fullmatch(part):
        raise PydanticCustomError("not_a_part", "写法不对")
    return written


SHAPES: Final = {
    "not_an_index_number": "索引号，如 JG1/2026-0012",
    "not_a_part": "索引号或“类别/年份/文件名”，加 # 和项目编号，如 JG1/2026-0012#2",
    "not_a_part_number": "不超过 12 个字母或数字，如 2 或 3.1",
    "not_a_month": "年月，如 1998-03",
    "not_a_phone": "办公室固定电话，如 010-12345678",
    "not_an_email": "电子邮箱",
    "not_a_postcode": "六位邮政编码",
    "not_a_code": "不超过 12 个字母或数字",
    "not_a_base_file": "文件名 branch.yaml、catalogue.yaml、holidays/2026.yaml 或 schemes/名称.yaml（前面不写 data/）",
    "not_a_file_name": "文件名，不带文件夹，如 2026-plan.pdf",
    "not_an_amount": "只写数字，如 1200.50，不带单位、逗号和百分号",
}
"""What is wanted instead of a value that does not match its grammar, by the kind of the error."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "description": "日期，如 2026-09-14"})]
Clock = Annotated[str, AfterValidator(_clock)]
Covers = Annotated[InstanceOf[Span], BeforeValidator(_span), WithJsonSchema({"type": "string"})]
Count = Annotated[int, BeforeValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["是", "否", True, False]})]
Amount = Annotated[str, AfterValidator(_amount)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_line)]
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT), AfterValidator(_not_blank)]
_NAMES_A_PERSON: Final = AfterValidator(_person)
"""By this mark a field is known as one that names a person."""


def is_person(parts: tuple[object, ...]) -> bool:
    """Of `Person`, `Person | None`, `tuple[Person, ...]`: the mark stands on the field or inside its type."""
    return any(part == _NAMES_A_PERSON or is_person(get_args(part)) for part in parts)


Person = Annotated[str, StringConstraints(max_length=40), _NAMES_A_PERSON, AfterValidator(_not_blank)]
IndexNumber = Annotated[str, _pattern("not_an_index_number", INDEX_NUMBER)]
Reference = Annotated[str, AfterValidator(_reference)]
PartNumber = Annotated[str, _pattern("not_a_part_number", PART_NUMBER)]
PartReference = Annotated[str, AfterValidator(_part_reference)]
"""Names a part of a record: the record, `#`, the part's number."""
Month = Annotated[str, _pattern("not_a_month", re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", re.ASCII))]
Phone = Annotated[str, _pattern("not_a_phone", re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6}|转\d{1,6})?", re.ASCII))]
Email = Annotated[str, _pattern("not_an_email", re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}"))]
Postcode = Annotated[str, _pattern("not_a_postcode", re.compile(r"\d{6}", re.ASCII))]
BaseFile = Annotated[str, _pattern("not_a_base_file", BASE_FILE)]
Code = Annotated[str, _pattern("not_a_code", re.compile(r"[0-9A-Za-z]{1,12}"))]

FileName = Annotated[
    str, StringConstraints(max_length=200), _pattern("not_a_file_name", re.compile(r"[^./\\\s][^/\\\x00-\x1f]*"))
]
AudienceName = Literal["本支部党员", "本单位党员", "本单位职工", "社会", "特定对象"]
MEMBERS: Final[JsonDict] = {"audience": "本单位党员"}
"""For `json_schema_extra`: the widest audience that may see the field (design §5.13)."""
BRANCH: Final[JsonDict] = {"audience": "本支部党员"}
ARRANGED: Final[JsonDict] = {"arranged": True}
"""A list of such parts is shown in the order of this field, not as it is written."""
CODED: Final[JsonDict] = {**ARRANGED, "code": True}
"""By this field such parts are arranged, and readers are not told it: it is for programs."""
LATER: Final[JsonDict] = {"later": True}
"""What is written in the course of things, after publication: to add it is no change of what was published."""


def is_marked(field: FieldInfo | None, mark: str) -> bool:
    """Whether one of the marks above stands on the field."""
    extra = field.json_schema_extra if field else None
    return isinstance(extra, Mapping) and bool(extra.get(mark))
