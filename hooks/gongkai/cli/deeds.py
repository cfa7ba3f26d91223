"""The verbs that change what stands on a shelf: `withdraw`, `rollback` and `redact`, each an entry of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from gongkai.cli.options import Shelf, now, refusals, sign
from gongkai.cli.telling import Verb
from gongkai.publish.target import Target

_TOLD: Final = "请把杂凑值记入会议记录；核对用 gongkai verify。"
_CONFIRM: Final = "还没有改动任何文件。逐处看过以后，在同一条命令后面加上 --confirm {} 再运行，才会隐去。"
_UNRECORDED: Final = "已在现状里隐去；各存档版里没有，登记簿没有新的登记。"
_REST: Final = (
    "清单里的附件，没有写 --file 的没有动。\n"
    "还要做的：在数据文件里改掉这个姓名并提交，否则下一次 gongkai publish --current 又会写出来；"
    "git 提交记录、克隆、备份、订阅和浏览器缓存里还有，怎么办见手册“撤回、退回和隐去”。"
)
_reason = click.option("--reason", required=True, help="原因，一行文字；会公开，并记入发布登记簿。")


@click.command(cls=Verb)
@click.option("--from", "shelf", required=True, type=Shelf(), help="发布区：文件夹，或者 git:仓库#分支。")
@_reason
@sign
@click.argument("edition")
def withdraw(shelf: Target, reason: str, key: Path | None, edition: str) -> None:
    """撤回一个存档版：它的每个网页换成注销说明，登记簿里写明原因。"""
    from gongkai.publish.deeds import Deed, withdraw  # brings templates, which few verbs need

    with refusals():
        head = withdraw(Deed(to=shelf, edition=edition, reason=reason, now=now(), key=key))
    click.echo(f"已撤回存档版 {edition}，是第 {head.number} 号登记，杂凑值：\n{head.hash}\n{_TOLD}")


@click.command(cls=Verb)
@click.option("--on", "shelf", required=True, type=Shelf(), help="发布区：文件夹，或者 git:仓库#分支。")
@_reason
@sign
@click.argument("edition")
def rollback(shelf: Target, reason: str, key: Path | None, edition: str) -> None:
    """现状退回到一个存档版，到下一次 gongkai publish --current 为止。"""
    from gongkai.publish.deeds import Deed, rollback  # brings templates, which few verbs need

    with refusals():
        head = rollback(Deed(to=shelf, edition=edition, reason=reason, now=now(), key=key))
    click.echo(f"现状已退回到存档版 {edition}，是第 {head.number} 号登记，杂凑值：\n{head.hash}\n{_TOLD}")


@click.command(cls=Verb)
@click.argument("shelf", type=Shelf())
@click.option("--name", required=True, help="要隐去的姓名，照网页上的写法。")
@click.option("--keep", multiple=True, help="含有这个姓名、但要留下的更长的词，如 张三丰；可以写几次。")
@click.option("--file", "files", multiple=True, help="整份换成说明的附件，路径照清单上的写法；可以写几次。")
@_reason
@sign
@click.option("--confirm", default="", help="看过清单以后，写上清单末尾的确认码，才会隐去。")
def redact(
    shelf: Target,
    name: str,
    keep: tuple[str, ...],
    files: tuple[str, ...],
    reason: str,
    key: Path | None,
    confirm: str,
) -> None:
    """在所有存档版和现状里隐去一个姓名；先列出每一处，不改动文件，写上确认码再运行才会隐去。"""
    from gongkai.publish.redaction import redact as redaction  # brings templates, which few verbs need
    from gongkai.publish.redaction.proposal import proposal

    with refusals():
        deed = redaction.Redaction(
            to=shelf, wanted=redaction.wanted(name, keep), files=files, reason=reason, now=now(), key=key
        )
        if not confirm:
            found, code = redaction.proposed(deed)
            sign_off = [] if found.in_the_way else [_CONFIRM.format(code)]
            click.echo("\n".join([*proposal(found, files), *sign_off]))
            return
        heads = redaction.redact(deed, confirm)
    click.echo(f"已隐去，登记 {len(heads)} 条，最新登记的杂凑值：\n{heads[-1].hash}\n{_TOLD}" if heads else _UNRECORDED)
    click.echo(_REST)
