"""Records, facts and rules in words for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser

import click

from gongkai.check.sources import binding, graded, nature, sources
from gongkai.days import chinese_date
from gongkai.derive.head import Facts
from gongkai.derive.requirements import Requirement, legend
from gongkai.findings import Finding, RuleText, as_text
from gongkai.load.record import Record
from gongkai.render.paper import without_sheet


def rule(text: RuleText, example: str, is_fault: bool, figures: Iterable[Requirement]) -> str:
    """What `explain` says."""
    seen = "；".join(f"{name}{source.grade} 级，{source.note}" for name, source in sources(text.basis))
    said = (
        ("为什么", text.why),
        ("依据", text.basis),
        ("性质", nature(text) if text.basis or not text.figures else ""),
        ("来源", seen),
    )
    lines = [text.code, text.title]
    lines += [f"{label}：{words}" for label, words in said if words]
    asked = [one for one in figures if one.name in text.figures]
    lines += _figures(asked) if asked else []
    lines += [f"处理：{text.cure}", f"关闭：{'这是差错，不能关闭' if is_fault else _OFF}"]
    if example:
        lines += ["例子（这样写会报告）：", *(f"    {line}" for line in example.splitlines())]
    return "\n".join(lines)


_OFF = "这是偏差；上级另有规定的，在 data/branch.yaml 的 rules_off 写明代码和原因"


def _figures(asked: Sequence[Requirement]) -> list[str]:
    """A line for each: number, how far it reaches, source with its grade; then where a superior's own is written."""
    lines = ["数量：", *(f"    {one.name}：{one.words}。{binding(one)}。{graded(one)}" for one in asked)]
    seen = legend(one.grade for one in asked)
    lines += [f"    来源等级：{seen}"] if seen else []
    settings = sorted({one.SETTING for one in asked} - {""})
    own = f"上级规定的数写在 data/branch.yaml 的 {'、'.join(settings)}，网站“检查规则”一页看得到"
    return [*lines, f"    {own if settings else '这些数不能改'}。"]


def record(found: Record, page: str, findings: Iterable[Finding]) -> str:
    """What `show` says: the text as written, the page as the branch's members read it, what was found."""
    written = found.document.text.rstrip()
    return "\n".join(
        [found.file, "", written, "", "页面显示：", "", text_of(without_sheet(page)), "", as_text(findings)]
    )


def waiting(facts: Mapping[str, Facts]) -> str:
    """A line for drafts and one for pending matters, each naming them; nothing where there are none."""
    lines = []
    for state, words in (("草稿", "还没有审批，不会公开"), ("待公开", "公开日期还没到")):
        those = [address for address, one in facts.items() if one.head.state == state]
        lines += [f"{state} {len(those)} 项（{words}）：{'、'.join(those)}\n"] if those else []
    return "".join(lines)


def due(days: int, those: Iterable[tuple[date, str]]) -> str:
    """What falls due within so many days, a line each; nothing where nothing does."""
    lines = [f"    {chinese_date(day)}  {words}\n" for day, words in those]
    return "".join([f"{days} 天内到期 {len(lines)} 项：\n", *lines]) if lines else ""


def usage(problem: click.UsageError) -> str:
    """What is wrong with a command line."""
    param = problem.param if isinstance(problem, click.BadParameter) else None
    name = (param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name) if param else ""
    if isinstance(problem, click.NoSuchOption):
        return f"没有 {problem.option_name} 这个选项"
    if isinstance(problem, click.MissingParameter):
        return f"缺少 {name}"
    if param and isinstance(param.type, click.Choice):
        return f"{name} 只能是：{'、'.join(map(str, param.type.choices))}"
    if param and isinstance(param.type, click.Path):
        return f"{name} 不是一个文件夹"
    if param and isinstance(param.type, click.IntRange):
        return f"{name} 要写 {param.type.min} 到 {param.type.max} 的数字"
    if param and isinstance(param.type, type(click.INT)):
        return f"{name} 要写数字"
    if param:
        return f"{name}：{problem.message}"
    words = _NO_COMMAND.search(problem.message)
    return f"没有 {words[1]} 这个命令" if words else problem.format_message()


_NO_COMMAND = re.compile(r"No such command '([^']*)'")


def text_of(html: str) -> str:
    """A page's body as lines of text."""
    reading = _Lines()
    reading.feed(html.replace("</span><span", "</span> <span"))  # on a screen the style keeps the two apart
    lines = (" ".join(line.split()) for line in "".join(reading.pieces).splitlines())
    return "\n".join(line for line in lines if line.strip(" |"))


class _Lines(HTMLParser):
    """Each heading, paragraph, row and entry on a line of its own; lists of links to the page itself are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipping = self._skipping or tag == "nav"
        if tag in ("h1", "h2", "h3", "p", "li", "tr", "dt", "caption", "br", "div"):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._skipping = self._skipping and tag != "nav"
        self.pieces.append({"dt": "：", "td": " | ", "th": " | "}.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.pieces.append(data.replace("\n", " "))
