"""Faults of the site itself: hand-written pages, settings, templates. One function per thing that can happen."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.findings import Finding, Place, rule_text


def page_encoding(place: Place) -> Finding:
    """手写页面要用 UTF-8 编码保存。 A page in content/ that is not UTF-8.

    处理：用编辑器另存为 UTF-8 编码
    """
    return _trouble(page_encoding, place, "页面文件不是 UTF-8 编码，无法读取")


def address_taken(place: Place, address: str) -> Finding:
    """手写文件不能占用自动生成页面的地址。 A file in content/ where one of our pages stands.

    处理：给这个文件改名
    """
    return _trouble(address_taken, place, f"这个文件与自动生成的页面 {address} 地址相同")


def home_link(place: Place, link: str) -> Finding:
    """首页文字里的链接要有去处。 A link in content/index.md that leads nowhere.

    处理：改正链接
    """
    return _trouble(home_link, place, f"页面中的链接“{link}”没有去处")


def template(place: Place, words: str) -> Finding:
    """页面模板要能使用。 A template of ours cannot be rendered.

    处理：这是程序的文件；改过模板的请改回来，没有改过的请报告给维护人员
    """
    return _trouble(template, place, words)


def file(place: Place, words: str) -> Finding:
    """生成网站时文件要能读取。 A file vanished or cannot be read while the site is built.

    处理：确认文件在原处、没有被别的程序占用，再试一次
    """
    return _trouble(file, place, words)


def settings(place: Place, words: str) -> Finding:
    """mkdocs.yml 的设置要正确。 A setting that cannot be used.

    处理：按说明修正设置后重试
    """
    return _trouble(settings, place, words)


def mistake(place: Place, words: str) -> Finding:
    """生成的页面之间要相通。 A page or link of ours leads nowhere, or stands twice.

    处理：这是程序的差错，请报告给维护人员
    """
    return _trouble(mistake, place, words)


def rules() -> tuple[Callable[..., Finding], ...]:
    """Every fault of the site, for `explain`."""
    return (page_encoding, address_taken, home_link, template, file, settings, mistake)


def _trouble(rule: Callable[..., Finding], place: Place, words: str) -> Finding:
    text = rule_text(rule, f"site.{rule.__name__}")
    return Finding(place=place, code=text.code, words=words, cure=text.cure)
