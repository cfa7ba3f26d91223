"""What click says by itself of a command, in Chinese: usage, headings, marks, and the option that asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

_SAID: Final = {
    "Options": "选项",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [内容]...",
    "TEXT": "文字",
    "PATH": "路径",
    "FILE": "文件",
    "DIRECTORY": "文件夹",
    "INTEGER": "数字",
    "[required]": "[必写]",
}


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：" if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_SAID.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(_words(name), _words(said)) for name, said in rows], col_max, col_spacing)


def _words(said: str) -> str:
    return " ".join(_SAID.get(word, word) for word in said.split(" "))


class _Context(click.Context):
    formatter_class = _Formatter


class Verb(click.Command):
    """One command."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [_SAID.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这段说明。"
        return option


class Verbs(Verb, click.Group):
    """The command that has the others."""

    command_class = Verb
