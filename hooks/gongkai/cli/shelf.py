"""The verbs of the shelf: `publish` and `verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongkai.cli.options import folder, now
from gongkai.publish import verify as verifying
from gongkai.publish.refusal import RefusedError


@click.command()
@folder
@click.option(
    "--to",
    "shelf",
    required=True,
    type=click.Path(path_type=Path, file_okay=False, resolve_path=True),
    help="发布区：网页服务器展示的文件夹。",
)
@click.option("--title", default="", help="存档版的标题，如 2026年第三季度存档版；只在标签还没有时用。")
@click.option("--current", "is_current", is_flag=True, help="发布现状：文件夹里现在的内容，不做存档版。")
@click.argument("edition", required=False)
def publish(root: Path, shelf: Path, title: str, is_current: bool, edition: str | None) -> None:
    """制作存档版并放到发布区；EDITION 是名称，如 2026-Q3。

    标签 edition/名称 已有就用它，没有就在最新提交处做一个。发布过的存档版不会再改动。
    发布区还没有现状的，一并发布现状，存档版的每一页都有通往现状的链接。
    """
    if is_current == bool(edition):
        raise click.UsageError("请写存档版的名称，或者写 --current，二者选一")
    try:
        said = _edition(root, shelf, title, edition) if edition else _current(root, shelf)
    except RefusedError as problem:
        raise click.ClickException(f"{str(problem).rstrip('。')}。") from None
    click.echo(said)


def _current(root: Path, shelf: Path) -> str:
    from gongkai.publish.current import Refresh, refresh  # brings MkDocs, which no other verb needs

    is_new = refresh(Refresh(root=root, top=shelf, day=now().date()))
    return "已发布现状。" if is_new else "现状与发布区里的相同，没有改动。"


def _edition(root: Path, shelf: Path, title: str, edition: str) -> str:
    from gongkai.publish import current, editions  # brings MkDocs, which no other verb needs

    head = editions.publish(editions.Order(root=root, edition=edition, title=title, top=shelf, now=now()))
    told = f"已发布存档版 {head.edition}，数据截至 {head.as_of}，是第 {head.number} 号登记，杂凑值：\n{head.hash}"
    told = f"{told}\n请把杂凑值记入会议记录；核对用 gongkai verify。"
    try:
        is_first = current.first(current.Refresh(root=root, top=shelf, day=now().date()))
    except RefusedError as problem:
        why = f"发布区还没有现状，存档版里“查看现状”的链接暂无去处：{problem}"
        raise RefusedError(f"{told}\n{why}；改正后请运行 gongkai publish --current") from None
    return f"{told}\n发布区还没有现状，已一并发布。" if is_first else told


@click.command()
@click.argument("shelf", type=click.Path(path_type=Path))
@click.option("--head", default="", help="以前记下的杂凑值：证明那以后登记簿只增加、没有改动。")
@click.option("--signers", default="", help="签名人名单（ssh-keygen 的 allowed signers 文件）：核对签名。")
def verify(shelf: Path, head: str, signers: str) -> None:
    """核对发布区：每个存档版与封印、登记簿是否一致；有不符就逐条指出，退出码为 1。"""
    code, words = verifying.verdict(str(shelf), head, signers)
    click.echo(words)
    sys.exit(code)
