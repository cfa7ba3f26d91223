"""The command `gongkai`: verbs of a few lines each over the pipeline; the edge that reads the clock."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final, get_args

import click

from gongkai import check, kinds, pipeline, starter
from gongkai.cli import deeds, shelf
from gongkai.cli.options import as_of, folder
from gongkai.cli.telling import Verbs
from gongkai.engine import troubles
from gongkai.findings import Format, as_github, as_json, as_text, faults, faults_as_text, rule_text
from gongkai.history.git import UnavailableError
from gongkai.history.moments import NOW, UnknownError
from gongkai.load.branch import BranchType
from gongkai.load.catalogue import Standard
from gongkai.load.record import Disclosure
from gongkai.render import printing
from gongkai.starter import retold, samples, spoken

FOR_PROGRAMS: Final = {"json": as_json, "github": as_github}


def run() -> None:
    """The command: what click would say in English of a mistyped line is said in Chinese; exit 2."""
    try:
        main.main(standalone_mode=False)
    except click.UsageError as problem:
        click.echo(f"命令写法不对：{spoken.usage(problem)}。运行 gongkai --help 查看用法。", err=True)
        sys.exit(2)
    except click.ClickException as problem:
        click.echo(problem.format_message(), err=True)
        sys.exit(problem.exit_code)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """公开：把支部的公开事项做成网站。"""
    for stream in (sys.stdout, sys.stderr):  # Windows consoles may not be UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command("check")
@folder
@as_of
@click.option("--format", "form", type=click.Choice(("text", *FOR_PROGRAMS)), default="text", help="输出格式。")
@click.option(
    "--due", "days", type=click.IntRange(0, 366), default=14, metavar="天数", help="列出几天内到期的事项，默认 14。"
)
def check_(root: Path, as_of: date, form: Format, days: int) -> None:
    """检查全部文件，一次列出所有差错和偏差；不改动任何文件。"""
    checked = pipeline.inspect(root, as_of)
    if form != "text":
        click.echo(FOR_PROGRAMS[form](checked.findings))
    else:
        click.echo(as_text(checked.findings, is_whole=checked.is_whole))
        click.echo(spoken.waiting(checked.facts), nl=False)
        click.echo(spoken.due(days, pipeline.due(checked, as_of + timedelta(days))), nl=False)
    sys.exit(1 if faults(checked.findings) else 0)


@main.command()
@folder
@as_of
@click.argument("kind", type=click.Choice((*kinds.kinds(), starter.SCHEMES, starter.APPROVALS)))
@click.argument("name", required=False)
def new(root: Path, as_of: date, kind: str, name: str | None) -> None:
    """新建一个事项：写好带说明的样子，改成自己的内容即可。"""
    try:
        made = starter.new_record(root, kind, name or f"{as_of:%m-%d}", as_of)
    except (FileExistsError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"已新建 {made}，请改成实际内容，再运行 gongkai check 检查。")


@main.command()
@folder
@as_of
def fix(root: Path, as_of: date) -> None:
    """自动修补能机械修补的差错：编号、编码、全角冒号、漏掉的空格和制表符。"""
    done = starter.repair(root, as_of)
    for sentence in done:
        click.echo(sentence)
    click.echo(f"修补 {len(done)} 处。" if done else "没有能自动修补的差错。")


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """解释一条规则：要求什么、为什么、依据、例子、怎么改；不写代码则列出全部。"""
    known = kinds.kinds()
    rules = {check.code_of(rule): rule for rule in (*check.all_rules(known), *troubles.rules())}
    lines = [f"{name}  {rule_text(rule, name).title}" for name, rule in rules.items()]
    if code is None:
        click.echo("\n".join(lines))
        return
    if code not in rules:
        near = "".join(f"\n{line}" for line in lines if code in line)
        more = f"；含有“{code}”的有：{near}" if near else "；运行 gongkai explain 查看全部。"
        raise click.ClickException(f"没有“{code}”这条规则{more}")
    text, example = rule_text(rules[code], code), samples.example(known, code)
    click.echo(spoken.rule(text, example, check.is_fault(rules[code]), check.all_figures(known)))


def _found(checked: pipeline.Checked, record: str, cure: str = "请先运行 gongkai check") -> Disclosure:
    found = checked.world.register.by_name.get(starter.address(record)) if checked.world else None
    if found is None:
        raise click.ClickException(f"找不到“{record}”，或文件有差错；{cure}。")
    return found


@contextmanager
def _historical() -> Iterator[None]:
    """What cannot be asked of history is said in a sentence."""
    try:
        yield
    except (UnavailableError, UnknownError) as problem:
        raise click.ClickException(f"{problem}。") from None


@main.command()
@folder
@as_of
@click.option("--on", "moment", help="看它当时的样子：日期、存档版名称或提交号。")
@click.argument("record")
def show(root: Path, as_of: date, moment: str | None, record: str) -> None:
    """显示一个事项和由它算出的状态；RECORD 是索引号或 类别/年份/文件名。"""
    checked = pipeline.inspect(root, as_of)
    if moment is None:
        found = _found(checked, record)
    else:
        same = checked.world.register.by_name.get(starter.address(record)) if checked.world else None
        name = same.index if same and same.index else record  # the file may have had another name then
        with _historical(), pipeline.standing(root, moment, as_of) as then:
            checked = then.checked
            found = _found(checked, name, "当时可能还没有这个事项")
        click.echo(f"{then.moment.words}时的样子：\n")
    own = [finding for finding in checked.findings if finding.record == found.address]
    click.echo(spoken.record(found, pipeline.page(checked, found.address), own))


@main.command()
@folder
@as_of
@click.argument("record")
def history(root: Path, as_of: date, record: str) -> None:
    """列出一个事项的每次改动和审批：哪天、哪个岗位、改了什么、为什么；RECORD 是索引号或 类别/年份/文件名。"""
    checked = pipeline.inspect(root, as_of)
    found = _found(checked, record)
    assert checked.world is not None
    click.echo(retold.versions(found, checked.world.history, checked.world.register.branch.history))


@main.command()
@folder
@as_of
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="输出格式。")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B", default=NOW)
def compare(root: Path, as_of: date, form: str, before: str, after: str) -> None:
    """比较两个时候公开的内容和基础数据：A 和 B 写存档版名称、日期或提交号；不写 B 就是现在。"""
    with _historical():
        compared = pipeline.compare(root, (before, after), as_of)
    titles = {kind.name: kind.title for kind in kinds.kinds().values()}
    click.echo((retold.compared if form == "text" else retold.compared_as_json)(compared, titles))


class _Lacking(click.ClickException):
    """What is not installed; its message says how to get it."""

    exit_code = 2


@main.command("print")
@folder
@as_of
@click.argument("records", nargs=-1, metavar="[RECORD]...")
@click.option("--year", "years", type=int, multiple=True, help="把一年装订成工作手册和公开档案两册，约需半分钟。")
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path, file_okay=False), help="PDF 放到哪个文件夹。"
)
def print_(root: Path, as_of: date, records: tuple[str, ...], years: tuple[int, ...], target: Path) -> None:
    """把事项做成 PDF；RECORD 是索引号或 类别/年份/文件名，可以写几个。

    读者与网站相同（mkdocs.yml 的 audience）。草稿和待公开的事项，点名才打印，并印上字样；两册里没有。
    要提前打印待公开的事项，用 --as-of 写上公开日期，就没有字样。

    文件名由类别、年份、文件名连成，一年的两册是 workbook-年份 和 archive-年份；文件夹里同名的 PDF 会被新的替换。
    """
    if not records and not years:
        raise click.UsageError("请写要打印的事项（索引号或 类别/年份/文件名），或 --year 和年份")
    from gongkai.engine import start  # brings MkDocs, which no other verb needs

    try:
        printing.ready()
        settings, checked = start.settings_of(root), pipeline.inspect(root, as_of)
        if faults(checked.findings):
            raise click.ClickException(faults_as_text(checked.findings, is_whole=checked.is_whole))
        for document in pipeline.documents(checked, settings, map(starter.address, records), years):
            click.echo(f"已生成 {printing.save(document, target)}")
    except printing.UnavailableError as problem:
        raise _Lacking(str(problem)) from None
    except printing.RefusedError as problem:
        raise click.ClickException(str(problem)) from None


@main.command()
@click.argument("kind", required=False, type=click.Choice(tuple(starter.models())))
def schema(kind: str | None) -> None:
    """输出 JSON Schema，供编辑器提示；不写类别则列出可用的名称。"""
    models = starter.models()
    click.echo(
        json.dumps(models[kind].model_json_schema(), ensure_ascii=False, indent=1) if kind else "\n".join(models)
    )


@main.command()
@as_of
@click.option("--type", "type_", type=click.Choice(get_args(BranchType)), help="单位类型；不写就同通用目录，或企业。")
@click.option("--standard", type=click.Choice(get_args(Standard)), help="通用公开目录；不写就按单位类型。")
@click.argument("target", type=click.Path(path_type=Path))
def init(target: Path, as_of: date, type_: BranchType | None, standard: Standard | None) -> None:
    """新建一个支部的文件夹，装好本软件后即可生成网站。"""
    try:
        starter.new_branch(target, as_of, type_ or standard or "企业", standard)
    except FileExistsError as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"已新建 {target}。先填写其中的 data/branch.yaml，再运行 gongkai check 和 mkdocs build。")


main.add_command(shelf.publish)
main.add_command(shelf.verify)
main.add_command(shelf.nginx)
main.add_command(deeds.withdraw)
main.add_command(deeds.rollback)
main.add_command(deeds.redact)
