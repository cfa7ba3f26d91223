"""The verbs of the shelf: `publish`, `verify` and `nginx`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from gongkai.cli.options import Shelf, folder, now, refusals, sign
from gongkai.cli.telling import Verb
from gongkai.publish import nginx as serving
from gongkai.publish import verify as verifying
from gongkai.publish.refusal import RefusedError
from gongkai.publish.target import Target, looked_at


@click.command(cls=Verb)
@folder
@click.option(
    "--to",
    "shelf",
    required=True,
    type=Shelf(),
    help="网页服务器展示的文件夹，或者 git:仓库#分支（整个用引号括起来，不写分支就是 publish）。",
)
@click.option("--title", default="", help="存档版的标题，如 2026年第三季度存档版；只在标签还没有时用。")
@sign
@click.option(
    "--wheels",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    help="make wheels 做出的文件夹：制作这一版的软件包也存进发布区，多年以后还能重建。",
)
@click.option("--current", "is_current", is_flag=True, help="发布现状：文件夹里现在的内容，不做存档版。")
@click.argument("edition", required=False)
def publish(
    root: Path,
    shelf: Target,
    title: str,
    key: Path | None,
    wheels: Path | None,
    is_current: bool,
    edition: str | None,
) -> None:
    """制作存档版并放到发布区；EDITION 是名称，如 2026-Q3。

    标签 edition/名称 已有就用它，没有就在最新提交处做一个。发布过的存档版不会再改动。
    发布区还没有现状的，一并发布现状，存档版的每一页都有通往现状的链接。
    """
    if is_current == bool(edition):
        raise click.UsageError("请写存档版的名称，或者写 --current，二者选一")
    if is_current and (key or wheels):
        raise click.UsageError("--sign 和 --wheels 只用于存档版，现状不登记；请去掉")
    from gongkai.publish import current, editions  # bring MkDocs, which no other verb needs

    refresh = current.Refresh(root=root, to=shelf, now=now())
    with refusals():
        if edition is None:
            said = "已发布现状。" if current.refresh(refresh) else "现状与发布区里的相同，没有改动。"
        else:
            order = editions.Order(
                root=root, edition=edition, title=title, to=shelf, now=refresh.now, key=key, wheels=wheels
            )
            said = _told(editions.publish(order), lambda: current.first(refresh))
    click.echo(said)


def _told(head: verifying.Head, shown_first: Callable[[], bool]) -> str:
    """What was published; `shown_first` sees to it that the working state stands there, too."""
    told = f"已发布存档版 {head.edition}，数据截至 {head.as_of}，是第 {head.number} 号登记，杂凑值：\n{head.hash}"
    told = f"{told}\n请把杂凑值记入会议记录；核对用 gongkai verify。"
    try:
        return f"{told}\n发布区还没有现状，已一并发布。" if shown_first() else told
    except RefusedError as problem:
        why = f"发布区还没有现状，存档版里“查看现状”的链接暂无去处：{str(problem).rstrip('。')}"
        raise RefusedError(f"{told}\n{why}；改正后请运行 gongkai publish --current") from None


@click.command(cls=Verb)
@click.argument("shelf", type=Shelf())
@click.option("--head", default="", help="以前记下的杂凑值：证明那以后登记簿只增加、没有改动。")
@click.option("--signers", default="", help="签名人名单（ssh-keygen 的 allowed signers 文件）：核对签名。")
@click.option(
    "--source",
    type=click.Path(path_type=Path, exists=True, file_okay=False, resolve_path=True),
    help="支部的文件夹（mkdocs.yml 所在处）：每个存档版都按标签重新制作一遍，与发布区比较。",
)
def verify(shelf: Target, head: str, signers: str, source: Path | None) -> None:
    """核对发布区：每个存档版与封印、登记簿是否一致；有不符就逐条指出，退出码为 1。

    SHELF 是文件夹，或者 git:仓库#分支：那时还核对分支的每次提交都只增加登记。

    重新制作会运行那个仓库里的程序，请用可以信任的仓库，或在专门的电脑上做。
    """
    with refusals(), looked_at(shelf) as (top, found):
        code, words = verifying.verdict(str(top), head, signers, found)
        click.echo(words)
        if source and code == 0:
            code = _rebuilt(top, source)
    sys.exit(code)


def _rebuilt(shelf: Path, source: Path) -> int:
    """Each answer as soon as it is there: a large edition takes its time."""
    from gongkai.publish import rebuilt  # brings MkDocs, which no other verb needs

    answers = []
    heads = verifying.heads(verifying.content(shelf / verifying.LEDGER))
    for answer in rebuilt.rebuild(rebuilt.Verified(shelf, heads), source):
        click.echo(f"存档版 {answer.edition}：{answer.words}")
        answers.append(answer)
    code, words = rebuilt.summary(answers)
    click.echo(words)
    return code


@click.command(cls=Verb)
@click.argument("shelf", type=click.Path(path_type=Path, file_okay=False, resolve_path=True))
@click.option("--at", "address", required=True, help="读者用的网址，如 http://dj.shili.example/jg1/。")
def nginx(shelf: Path, address: str) -> None:
    """输出 nginx 的配置，让它在这个网址展示发布区；存成文件，放进 nginx 的 conf.d 文件夹。"""
    try:
        click.echo(serving.configuration(shelf, address), nl=False)
    except ValueError as problem:
        raise click.ClickException(f"{problem}。") from None
