"""Faults of shape: a file that can be read but does not fit its model. One function per thing that can happen."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from gongkai.findings import Finding, Place, rule_text
from gongkai.load.fields import SHAPES

FEW: Final = 8
"""So many names are listed to choose from; more are looked up in the handbook."""
GROUPS: Final = ("model_type", "model_attributes_type")
"""What pydantic says where several named fields are wanted."""


@dataclass(frozen=True)
class Misfit:
    """What a fault of shape is about."""

    place: Place
    title: str
    """Chinese title, then the path: `主持人（chair）`."""
    found: str
    context: Mapping[str, Any]
    known: tuple[str, ...] = ()
    """For an unknown field, and for words where fields are wanted: the names that exist there, with their titles."""


def missing(misfit: Misfit) -> tuple[str, str]:
    """必填的内容没有写。 A required field was not written.

    处理：补写这一项：项目名、英文冒号、一个空格，再写内容。
    """
    return f"{misfit.title}没有写", "必须填写"


def unknown(misfit: Misfit) -> tuple[str, str]:
    """不认识的项目名。 A key that the model does not know.

    为什么：写错一个字母的项目会被悄悄丢掉，所以一律报错。
    处理：改成正确的项目名，用小写英文；全部项目见网站上的填报手册。
    """
    names = {name.split("（")[-1].rstrip("）"): name for name in misfit.known}
    titles = {name.split("（")[0]: name for name in misfit.known}
    near = difflib.get_close_matches(misfit.found, [*names, *titles], n=1, cutoff=0.6)
    if near:
        meant = names.get(near[0]) or titles[near[0]]
        return f"这里没有“{misfit.found}”这一项，是不是“{meant}”", meant
    listed = f"，只有：{'、'.join(misfit.known)}" if 0 < len(misfit.known) <= FEW else ""
    return f"这里没有“{misfit.found}”这一项{listed}", "已有的项目名"


def not_in_list(misfit: Misfit) -> tuple[str, str]:
    """内容不在可选范围内。 A value outside its closed list.

    处理：从列出的词里选一个，一字不差。
    """
    choices = str(misfit.context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return f"{misfit.title}写的是“{misfit.found}”，只能是：{choices}", choices


def not_a_day(misfit: Misfit) -> tuple[str, str]:
    """日期要写成 2026-09-14 这样。 Not a date.

    处理：写成 2026-09-14、2026/9/14 或 2026年9月14日，并核对这一天是否存在。
    """
    return _why(misfit), "日期，如 2026-09-14"


def not_a_time(misfit: Misfit) -> tuple[str, str]:
    """时间要写成 14:30 这样。 Not a time of day.

    处理：用 24 小时制和英文冒号，如 14:30。
    """
    return _why(misfit), "时间，如 14:30"


def not_a_span(misfit: Misfit) -> tuple[str, str]:
    """时段要写成 2026、2026-Q3、2026-H1 或 2026-09。 Not a span of time.

    处理：写年份、季度、半年或月份，如 2026-Q3。
    """
    return _why(misfit), "时段，如 2026-Q3"


def not_a_count(misfit: Misfit) -> tuple[str, str]:
    """人数、次数要写成整数。 Not a whole number.

    处理：只写阿拉伯数字，不带单位、逗号和小数点，前面不加 0。
    """
    return f"{misfit.title}写的是“{misfit.found}”，应是整数，如 12", "整数，如 12"


def not_a_flag(misfit: Misfit) -> tuple[str, str]:
    """是否题只能写 是 或 否。 Not a yes or no.

    处理：写 是 或 否。
    """
    return f"{misfit.title}写的是“{misfit.found}”，只能是：是、否", "是、否"


def not_a_name(misfit: Misfit) -> tuple[str, str]:
    """姓名只含文字和间隔号。 Not a person's name.

    处理：只写一个人的姓名，不写职务和人数；可以写几个人的项目，每人一行，以“- ”开头。
    """
    return f"{misfit.title}写的是“{misfit.found}”，应是一个人的姓名", "姓名"


def not_a_reference(misfit: Misfit) -> tuple[str, str]:
    """引用要写索引号或“类别/年份/文件名”。 Not a reference.

    处理：写成 JG1/2026-0012 或 meetings/2026/09-members。
    """
    expected = "索引号（如 JG1/2026-0012）或“类别/年份/文件名”（如 meetings/2026/09-members）"
    return f"{misfit.title}写的是“{misfit.found}”，应是{expected}", expected


def malformed(misfit: Misfit) -> tuple[str, str]:
    """内容的写法不对。 A value that does not match its grammar.

    处理：照这一项的样子改。
    """
    expected = SHAPES.get(str(misfit.context.get("kind")), "规定的写法")
    return f"{misfit.title}写的是“{misfit.found}”，应是{expected}", expected


def too_long(misfit: Misfit) -> tuple[str, str]:
    """内容太长。 Too many characters or items.

    处理：删减内容，或把全文放进附件。
    """
    most = misfit.context.get("max_length", "")
    return f"{misfit.title}太长，最多 {most}", f"最多 {most}"


def too_large(misfit: Misfit) -> tuple[str, str]:
    """数字太大。 A number beyond what makes sense.

    处理：核对这个数字；多写了一位的改正。
    """
    most = f"不超过 {misfit.context.get('le', '')}"
    return f"{misfit.title}写的是“{misfit.found}”，应{most}", most


def too_small(misfit: Misfit) -> tuple[str, str]:
    """数字太小。 A number below what makes sense.

    处理：核对这个数字；没有的整项删去，不写 0；年份写四位。
    """
    least = f"不小于 {misfit.context.get('ge', '')}"
    return f"{misfit.title}写的是“{misfit.found}”，应{least}", least


def blank(misfit: Misfit) -> tuple[str, str]:
    """写了项目名却没有内容。 Nothing written where something is wanted.

    处理：写上内容，或删去这一项。
    """
    return f"{misfit.title}没有内容", "要有内容"


def too_few(misfit: Misfit) -> tuple[str, str]:
    """清单的条数不够。 A list of one item, or of none, where several are wanted.

    处理：每一条另起一行，以“- ”开头；写在方括号里的，用英文逗号隔开，顿号和中文逗号隔不开。
    """
    least, here = misfit.context["min_length"], misfit.context["actual_length"]
    return f"{misfit.title}只有 {here} 条，至少写 {least} 条", f"至少 {least} 条"


def several_lines(misfit: Misfit) -> tuple[str, str]:
    """这一项只能写一行。 A line break where one line is wanted.

    处理：合成一行；长的内容写到能分段的项目里。
    """
    return f"{misfit.title}有换行，应写成一行", "一行文字"


def not_a_list(misfit: Misfit) -> tuple[str, str]:
    """这里要写成清单。 One value where a list is wanted.

    处理：每一条另起一行，以“- ”开头。
    """
    return f"{misfit.title}应是清单，每条一行，以“- ”开头", "清单"


def not_a_group(misfit: Misfit) -> tuple[str, str]:
    """这里要分项写。 One value where several named fields are wanted.

    处理：换行缩进，写成“项目名: 内容”的几行。
    """
    listed = f"，可写：{'、'.join(misfit.known)}" if 0 < len(misfit.known) <= FEW else ""
    return f"{misfit.title}应换行缩进，分项写成“项目名: 内容”{listed}", "分项内容"


def not_text(misfit: Misfit) -> tuple[str, str]:
    """这里只能写一段文字。 A list or fields where plain text is wanted.

    处理：写成一段文字；含有“: ”或以“- ”开头时加引号。
    """
    return f"{misfit.title}应是一段文字，写成了清单或分项", "文字"


_BY_PYDANTIC: Final[dict[str, Callable[[Misfit], tuple[str, str]]]] = {
    "missing": missing,
    "extra_forbidden": unknown,
    "literal_error": not_in_list,
    "string_too_long": too_long,
    "too_long": too_long,
    "too_short": blank,
    "less_than_equal": too_large,
    "greater_than_equal": too_small,
    "string_type": not_text,
    "tuple_type": not_a_list,
    **dict.fromkeys(GROUPS, not_a_group),
    "date_type": not_text,
    "is_instance_of": not_text,
    "int_type": not_text,
    "bool_type": not_text,
    **{f.__name__: f for f in (not_a_day, not_a_time, not_a_span, not_a_count, not_a_flag, not_a_name)},
    **{f.__name__: f for f in (not_a_reference, blank, several_lines)},
    **dict.fromkeys(SHAPES, malformed),
}


def finding(error_type: str, misfit: Misfit) -> Finding:
    """The fault for one pydantic error; an error type nobody thought of is a KeyError, that is a bug of ours."""
    rule = too_few if misfit.context.get("min_length", 0) > 1 else _BY_PYDANTIC[error_type]
    words, expected = rule(misfit)
    text = rule_text(rule, f"field.{rule.__name__}")
    return Finding(
        place=misfit.place, code=text.code, words=words, found=misfit.found, expected=expected, cure=text.cure
    )


def rules() -> tuple[Callable[[Misfit], tuple[str, str]], ...]:
    """Every fault of shape, for `explain` and the page of rules."""
    return tuple(dict.fromkeys((*_BY_PYDANTIC.values(), too_few)))


def _why(misfit: Misfit) -> str:
    return f"{misfit.title}：{misfit.context.get('why', '')}"
