"""What several verbs ask for: the branch's folder, and the day; here the clock is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

import click

from gongkai.days import parse_date
from gongkai.publish.refusal import RefusedError
from gongkai.publish.target import Target, target

_BEIJING: Final = timezone(timedelta(hours=8))


class Day(click.ParamType[date]):
    """A date as clerks write it."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else parse_date(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class Shelf(click.ParamType[Target]):
    """A folder, or a branch of git."""

    name = "发布区"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        try:
            return target(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


@contextmanager
def refusals() -> Iterator[None]:
    """What cannot be done is one sentence; exit 1."""
    try:
        yield
    except RefusedError as problem:
        raise click.ClickException(f"{str(problem).rstrip('。')}。") from None


def now() -> datetime:
    """In Beijing."""
    return datetime.now(_BEIJING)


def _today() -> date:
    return now().date()


def _branch(ctx: click.Context, param: click.Parameter, root: Path) -> Path:
    """The folder of a branch, or of what is meant to be one: its settings are there, or its data."""
    if not (root / "mkdocs.yml").is_file() and not (root / "data").is_dir():
        raise click.UsageError(
            f"{root} 不是支部的文件夹（里面没有 mkdocs.yml，也没有 data）：请先用 cd 进入支部的文件夹，"
            "或用 -C 写明它在哪里；还没有的，用 gongkai init 新建",
            ctx,
        )
    return root


folder = click.option(
    "-C",
    "root",
    callback=_branch,
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    default=".",
    help="支部的文件夹（mkdocs.yml 所在处），默认是当前文件夹。",
)
as_of = click.option("--as-of", type=Day(), default=_today, help="按哪一天的状态检查，默认今天。")
sign = click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path, resolve_path=True),
    help="给登记簿签名用的密钥（ssh-keygen 的）；有口令的先用 ssh-add 交给 ssh-agent。",
)
