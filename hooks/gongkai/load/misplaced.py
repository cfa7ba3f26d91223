"""Faults of place: files that stand where nothing is read, or cannot be opened; one function each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from gongkai.findings import Finding, Place, rule_text

NAME: Final = re.compile(r"(?!(?:index|con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9][a-z0-9-]{0,62}\.yaml")
"""The file's name becomes the page's address for ever (design §5.7): no list's, and none that Windows refuses."""


def not_readable(place: Place, problem: OSError) -> Finding:
    """文件要在，而且能读。 A file is missing or cannot be opened.

    处理：确认文件在原处、没有被别的程序占用，并且有读取权限。
    """
    words = "没有这个文件" if isinstance(problem, FileNotFoundError) else "这个文件打不开"
    return _finding(not_readable, place, words, found=words, expected="一个能读的文件")


def stray(place: Place, link: bool) -> Finding:
    """数据文件夹里只放记录和附件。 Something in data/ that is neither a record nor an attachment.

    为什么：放错地方的文件不会公开，写的人却以为公开了；链接可能把外面的文件带进网站。
    处理：把文件移到“data/类别/年份/”下；附件放进该年份的 files 文件夹；链接换成文件本身。
    """
    words = "这是一个链接，不是文件本身" if link else "这里不放这样的文件或文件夹"
    return _finding(stray, place, words, found="链接" if link else "多余的文件", expected="记录或附件")


def unknown_kind(place: Place, name: str, known: tuple[str, ...]) -> Finding:
    """类别文件夹的名称要是已有的类别。 A folder that is no kind.

    处理：改成已有的类别名；写错一个字母，里面的事项都不会公开。
    """
    expected = "、".join((*known, "approvals", "holidays", "schemes"))
    return _finding(unknown_kind, place, f"没有“{name}”这个类别，可用：{expected}", found=name, expected=expected)


def wrong_kind(place: Place, kind: str) -> Finding:
    """文件要放在自己类别的文件夹里。 A file that was written for another kind than the folder it lies in.

    处理：把文件移到所说的文件夹，或改写内容
    """
    words = f"内容像是 {kind} 类别的，应放在 data/{kind}/ 下"
    return _finding(wrong_kind, place, words, found="别的类别的内容", expected=f"data/{kind}/")


def not_a_year(place: Place, name: str) -> Finding:
    """类别下面按年份分文件夹。 What lies below a kind must be a year's folder.

    处理：把文件移到四位数的年份文件夹里，如 data/meetings/2026/。
    """
    return _finding(not_a_year, place, f"“{name}”不是年份文件夹", found=name, expected="四位数的年份，如 2026")


def not_named_by_year(place: Place, name: str) -> Finding:
    """节假日安排的文件用年份命名。 A holiday table that is not named by its year.

    处理：改名为四位数的年份，如 data/holidays/2027.yaml。
    """
    return _finding(not_named_by_year, place, f"“{name}”不是年份", found=name, expected="年份，如 2027.yaml")


def bad_name(place: Place, name: str) -> Finding:
    """文件名只用小写字母、数字和连字符，以 .yaml 结尾。 A name that cannot be an address.

    为什么：文件名就是网页地址，要在各种电脑上都能用，而且永远不变。
    处理：改名，如 2026-09-members.yaml；中文标题写在文件里的 title。
    """
    expected = "小写字母、数字、连字符，不超过 63 个，以 .yaml 结尾，不用 index、con、nul 等保留名"
    return _finding(bad_name, place, f"文件名“{name}”不合规定，应是{expected}", found=name, expected=expected)


def _finding(rule: Callable[..., Any], place: Place, words: str, *, found: str, expected: str) -> Finding:
    text = rule_text(rule, f"file.{rule.__name__}")
    return Finding(place=place, code=text.code, words=words, found=found, expected=expected, cure=text.cure)


def rules() -> tuple[Callable[..., Finding], ...]:
    """Every fault of place, for `explain` and the page of rules."""
    return (not_readable, stray, unknown_kind, wrong_kind, not_a_year, not_named_by_year, bad_name)
