"""The list of all hits, to be read before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.publish.redaction.finding import Found, Survey
from gongkai.publish.redaction.masking import Hit
from gongkai.publish.verify import CURRENT


def proposal(found: Survey, files: Iterable[str]) -> Iterator[str]:
    """Line by line: first who may be somebody else, then the name on its own, then with other letters beside it."""
    name = found.wanted.name
    hits = [(one, hit) for one in found.files if one.is_text for hit in one.hits]
    yield f"“{name}”在发布区的网页和数据里有 {len(hits)} 处："
    groups: dict[tuple[int, str], list[tuple[Found, Hit]]] = {}
    for one, hit in hits:
        groups.setdefault(_group(hit, name, found.known), []).append((one, hit))
    for (rank, words), those in sorted(groups.items()):
        yield f"{_HEADINGS[rank].format(words)}，{len(those)} 处："
        yield from (f"  {where(found, one)} {one.path}:{hit.line}  {_shown(hit)}" for one, hit in those)
    yield from (f"整份换成说明：{path}" for path in files)
    yield from _attachments(found)
    yield from _names(found)
    if found.in_ledger:
        yield "注意：发布登记簿里也有（存档版的标题或某次的原因）。登记簿只增加、不改动，那里的不能隐去。"


_HEADINGS = (
    "可能是另一个人“{0}”（网站里有此人；要留下，加 --keep {0}）",
    "“{0}”前后不连别的字",
    "“{0}”与别的字相连（是另一个词就要留下，加 --keep）",
)


def where(found: Survey, one: Found) -> str:
    """Editions, 现状, and the generation before it, which is still there."""
    said = {
        name: "现状" if name == found.shown else "上一次的现状"
        for name in one.folders
        if name.startswith(f"{CURRENT}.")
    }
    return "、".join(said.get(name, name) for name in one.folders)


def _group(hit: Hit, name: str, known: Iterable[str]) -> tuple[int, str]:
    for longer in sorted(known):
        before, _, after = longer.partition(name)
        if hit.before.endswith(before) and hit.after.startswith(after):
            return 0, longer
    return (1 if hit.words == hit.found else 2), hit.words


def _shown(hit: Hit) -> str:
    return f"…{hit.before.lstrip()}【{hit.found}】{hit.after.rstrip()}…"


def _attachments(found: Survey) -> Iterator[str]:
    inside = [one for one in found.files if one.hits and not one.is_text]
    if inside:
        yield f"附件里有，{len(inside)} 份（附件不能只隐去一处；整份换成说明，加 --file 路径）："
        yield from (f"  {where(found, one)} {one.path}  {_shown(one.hits[0])} 共 {len(one.hits)} 处" for one in inside)
    dark = [one for one in found.files if one.is_dark and not one.hits]
    if dark:
        yield f"程序看不了里面的文字，请人工查看，{len(dark)} 份（整份换成说明，加 --file 路径）："
        yield from (f"  {where(found, one)} {one.path}" for one in dark)


def _names(found: Survey) -> Iterator[str]:
    if found.named_so:
        yield f"文件名里有，{len(found.named_so)} 份（文件名在封印里，程序不能改）："
        yield from (f"  {where(found, one)} {one.path}" for one in found.named_so)
    if found.in_the_way:
        folders = {folder for one in found.in_the_way for folder in one.folders if not found.is_over(folder)}
        yield "现在还不能隐去。先做下面几步，再运行一次这条命令："
        generations = {one for one in folders if one.startswith(f"{CURRENT}.")}
        yield from (f"  存档版 {one}：撤回，gongkai withdraw {one}" for one in sorted(folders - generations))
        if generations:
            yield "  现状：把附件改名，提交后重新发布，gongkai publish --current"
