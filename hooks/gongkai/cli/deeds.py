"""The verbs that change what stands on a shelf: `withdraw`, `rollback` and `redact`, each an entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from gongkai.cli.options import now, sign
from gongkai.publish.refusal import RefusedError

_SHELF: Final = click.Path(path_type=Path, file_okay=False, resolve_path=True)
_TOLD: Final = "请把杂凑值记入会议记录；核对用 gongkai verify。"
_reason = click.option("--reason", required=True, help="原因，一行文字；会公开，并记入发布登记簿。")


@contextmanager
def refusals() -> Iterator[None]:
    """What cannot be done is one sentence; exit 1."""
    try:
        yield
    except RefusedError as problem:
        raise click.ClickException(f"{str(problem).rstrip('。')}。") from None


@click.command()
@click.option("--from", "shelf", required=True, type=_SHELF, help="发布区。")
@_reason
@sign
@click.argument("edition")
def withdraw(shelf: Path, reason: str, key: Path | None, edition: str) -> None:
    """撤回一个存档版：它的每个网页换成注销说明，登记簿里写明原因。"""
    from gongkai.publish.deeds import Deed, withdraw  # brings templates, which few verbs need

    with refusals():
        head = withdraw(Deed(top=shelf, edition=edition, reason=reason, now=now(), key=key))
    click.echo(f"已撤回存档版 {edition}，是第 {head.number} 号登记，杂凑值：\n{head.hash}\n{_TOLD}")


@click.command()
@click.option("--on", "shelf", required=True, type=_SHELF, help="发布区。")
@_reason
@sign
@click.argument("edition")
def rollback(shelf: Path, reason: str, key: Path | None, edition: str) -> None:
    """现状退回到一个存档版，到下一次 gongkai publish --current 为止。"""
    from gongkai.publish.deeds import Deed, rollback  # brings templates, which few verbs need

    with refusals():
        head = rollback(Deed(top=shelf, edition=edition, reason=reason, now=now(), key=key))
    click.echo(f"现状已退回到存档版 {edition}，是第 {head.number} 号登记，杂凑值：\n{head.hash}\n{_TOLD}")
