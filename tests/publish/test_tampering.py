"""Random tampering with a large edition: every deed is named with edition and file, and nothing else is."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gongkai.publish import verify
from gongkai.publish.seal import share
from gongkai.publish.verify import CURRENT, LEDGER, LIST, SUMS, VERIFY, VERSIONS
from publish.shelving import built, put
from publish.test_current import turned_to
from publish.test_verifying import new_key, sign

NAMES = ("2024", "2025", "2026")
SIGNATURE = f"{LEDGER}.3.sig"


@pytest.fixture(scope="module")
def pristine(past_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample branch's site as three editions, each of which differs in some pages, and as the working state."""
    top = tmp_path_factory.mktemp("large") / "pristine"
    for number, name in enumerate(NAMES):
        one = built(top.parent / "sites", name)
        shutil.copytree(past_site, one.site, dirs_exist_ok=True)
        for page in sorted(one.site.rglob("*.html"))[number::9]:
            page.write_text(page.read_text(encoding="utf-8") + name, encoding="utf-8")
        put(top, one)
    turned_to(top, top.parent / "sites" / NAMES[-1])
    if shutil.which("ssh-keygen"):
        sign(top, new_key(top.parent / "keys"), len(NAMES))
    return top


@dataclass
class Tampered:
    """A shelf of links to the pristine one's files, which nobody writes into; what was done to it."""

    pristine: Path
    top: Path
    noise: random.Random
    touched: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    """How each line that must be said begins."""
    fair: list[str] = field(default_factory=list)
    """How a line may begin besides, since it follows from what was done."""

    def write(self, path: str, raw: bytes) -> None:
        """Anew: other names of the file keep what they have."""
        self.touched.append(path)
        (self.top / path).unlink(missing_ok=True)
        (self.top / path).write_bytes(raw)

    def rename(self, path: str, to: str) -> None:
        self.touched += [path, to]
        (self.top / path).rename(self.top / to)

    def mended(self) -> None:
        """As it was, to be tampered with again."""
        for path in sorted({*self.touched}, reverse=True):
            here, right = self.top / path, self.pristine / path
            if here.is_dir() and not here.is_symlink():
                shutil.rmtree(here)
            else:
                here.unlink(missing_ok=True)
            if right.is_dir() and not right.is_symlink():
                subprocess.run(["cp", "-al", right, here], check=True)
            elif right.is_symlink() or right.exists():
                share(right, here)


@pytest.fixture(scope="module")
def shelf(pristine: Path) -> Path:
    """Its files by their other names."""
    subprocess.run(["cp", "-al", pristine, pristine.with_name("shelf")], check=True)
    return pristine.with_name("shelf")


def some(one: Tampered, *ends: str) -> tuple[str, str]:
    """An edition and a file in it that is none of the lists, with something in it."""
    name = one.noise.choice(NAMES)
    every = sorted(path for path in (one.pristine / name).rglob("*") if path.is_file() and path.name != SUMS)
    fit = [path for path in every if path.stat().st_size > 1 and (not ends or path.suffix in ends)]
    return name, one.noise.choice(fit).relative_to(one.pristine / name).as_posix()


def altered(raw: bytes, noise: random.Random) -> bytes:
    """A bit turned, bytes put in or taken out, the end cut off."""
    at = noise.randrange(len(raw))
    turned = bytes([raw[at] ^ 1 << noise.randrange(8)])
    some_bytes = noise.randbytes(noise.randint(1, 40))
    deeds = (turned + raw[at + 1 :], some_bytes + raw[at:], raw[at + 1 + noise.randrange(9) :], b"")
    return raw[:at] + noise.choice(deeds)


def edit(one: Tampered) -> None:
    name, path = some(one)
    one.write(f"{name}/{path}", altered((one.top / name / path).read_bytes(), one.noise))
    one.due.append(f"存档版 {name}：{path} 已被改动")


def delete(one: Tampered) -> None:
    name, path = some(one)
    one.touched.append(f"{name}/{path}")
    (one.top / name / path).unlink()
    one.due.append(f"存档版 {name}：缺少 {path}")


def rename(one: Tampered) -> None:
    """To another name in its own folder, or into another edition."""
    name, path = some(one)
    new, folder = one.noise.choice(NAMES), path.rpartition("/")[0]
    target = f"{folder}/x-{one.noise.randrange(999)}.html".lstrip("/")
    (one.top / new / folder).mkdir(parents=True, exist_ok=True)
    one.rename(f"{name}/{path}", f"{new}/{target}")
    one.due += [f"存档版 {name}：缺少 {path}", f"存档版 {new}：多出文件 {target}"]


def swap(one: Tampered) -> None:
    """Two pages of one edition, or the same or another page of two."""
    (name, path), (other, second) = some(one, ".html"), some(one, ".html")
    first, last = ((one.top / place).read_bytes() for place in (f"{name}/{path}", f"{other}/{second}"))
    if first == last:
        edit(one)
        return
    one.write(f"{name}/{path}", last)
    one.write(f"{other}/{second}", first)
    one.due += [f"存档版 {name}：{path} 已被改动", f"存档版 {other}：{second} 已被改动"]


def add(one: Tampered) -> None:
    """A file, an empty folder, or a file in a new folder."""
    name, path = some(one)
    folder, new = path.rpartition("/")[0], f"new-{one.noise.randrange(999)}"
    target = f"{folder}/{new}".lstrip("/")
    one.touched.append(f"{name}/{target}")
    if one.noise.random() < 0.5:
        (one.top / name / target).write_bytes(one.noise.randbytes(9))
        one.due.append(f"存档版 {name}：多出文件 {target}")
        return
    (one.top / name / target).mkdir()
    one.due.append(f"存档版 {name}：多出文件夹 {target}")
    if one.noise.random() < 0.5:
        (one.top / name / target / "a.html").write_bytes(b"")
        one.due.append(f"存档版 {name}：多出文件 {target}/a.html")


def link(one: Tampered) -> None:
    """In a file's place, to the same file of another edition: a reader sees no difference."""
    name, path = some(one)
    one.touched.append(f"{name}/{path}")
    (one.top / name / path).unlink()
    (one.top / name / path).symlink_to(one.pristine / one.noise.choice(NAMES) / path)
    one.due.append(f"存档版 {name}：{path} 被换成了链接")


def lines(one: Tampered, path: str) -> bytes:
    """The file with a line changed, doubled, dropped, moved, or another's in its place."""
    told = (one.top / path).read_bytes().splitlines(keepends=True)
    at, other = one.noise.randrange(len(told)), one.noise.randrange(len(told))
    deeds: tuple[Callable[[], list[bytes]], ...] = (
        lambda: [*told[:at], altered(told[at], one.noise), *told[at + 1 :]],
        lambda: [*told[:at], told[other], *told[at:]],
        lambda: [*told[:at], *told[at + 1 :]],
        lambda: [*told[:at], told[other], *told[at + 1 :]],
        lambda: [altered(b"".join(told), one.noise)],
    )
    raw = b"".join(one.noise.choice(deeds)())
    return raw if raw != b"".join(told) else lines(one, path)


def list_of_an_edition(one: Tampered) -> None:
    """What no longer follows from it is that folder's, or for the one at the top that edition's."""
    name = one.noise.choice(NAMES)
    every = sorted(path.relative_to(one.pristine / name).as_posix() for path in (one.pristine / name).rglob(SUMS))
    path = one.noise.choice(every)
    one.write(f"{name}/{path}", lines(one, f"{name}/{path}"))
    one.due.append(f"存档版 {name}：封印 {SUMS} 已被改动" if path == SUMS else f"存档版 {name}：{path} 已被改动")
    inside = re.escape(path.removesuffix(SUMS))
    one.fair += [rf"存档版 {name}：封印 {re.escape(path)} ", rf"存档版 {name}：(缺少 |多出\S+ |)({inside}|\d|\W)"]
    one.fair += [rf"存档版 {name}："] if path == SUMS else []


def ledger(one: Tampered) -> None:
    """A word of its last block may only show in what was made from it."""
    one.write(LEDGER, lines(one, LEDGER))
    one.due.append("发布")
    one.fair += [rf"发布登记簿 {LEDGER} ", r"发布登记簿里没有您记下的", rf"发布区的 ({LIST}|{VERIFY}|{VERSIONS}) "]
    one.fair += [rf"存档版 {NAMES[-1]}：封印", r"发布区里多出未登记的"]


def beside(one: Tampered) -> None:
    name = one.noise.choice([LIST, VERSIONS, VERIFY])
    one.write(name, lines(one, name))
    one.due.append(f"发布区的 {name} 与发布登记簿不符")


def turn(one: Tampered) -> None:
    """现状 to an edition, to nothing, or out of the shelf."""
    one.touched.append(CURRENT)
    (one.top / CURRENT).unlink()
    (one.top / CURRENT).symlink_to(one.noise.choice([*NAMES, "nothing", str(one.pristine / CURRENT), "."]))
    one.due.append("发布区的 current（现状）被改动，或改指到别处")


def exchange(one: Tampered) -> None:
    """Two whole editions, one by the other's name."""
    first, other = one.noise.sample(NAMES, 2)
    one.touched += [first, other]
    for name, to in ((first, "x"), (other, first), ("x", other)):
        (one.top / name).rename(one.top / to)
    one.due += [f"存档版 {name}：封印 {SUMS} 已被改动，或换成了另一版的" for name in (first, other)]


def drop(one: Tampered) -> None:
    """A whole edition, which may come back by a name that is none."""
    name = one.noise.choice(NAMES)
    one.rename(name, "2030")
    one.due += [f"存档版 {name}：已登记，发布区里却没有这个文件夹", "发布区里多出未登记的 2030"]


def signature(one: Tampered) -> None:
    """A letter of it, or all of it."""
    if not (one.top / SIGNATURE).exists():
        pytest.skip("ssh-keygen is missing: nothing can be signed here")
    raw = bytearray((one.top / SIGNATURE).read_bytes())
    letters = [at for at, letter in enumerate(raw[40:-40], 40) if letter != ord("\n")]
    raw[one.noise.choice(letters)] ^= 1 << one.noise.randrange(7)
    one.write(SIGNATURE, bytes(raw))
    one.due.append(f"签名 {SIGNATURE} 不对")


FILES = (edit, edit, edit, delete, rename, swap, add, link)
DEEDS = (
    *FILES,
    *FILES,
    list_of_an_edition,
    list_of_an_edition,
    ledger,
    ledger,
    beside,
    turn,
    exchange,
    drop,
    signature,
)


def check(pristine: Path, shelf: Path, seed: int, known: str) -> None:
    """Every line that is due is said, and none but those and what follows from the deed."""
    one = Tampered(pristine, shelf, random.Random(seed))
    deed = DEEDS[seed % len(DEEDS)]
    try:
        deed(one)
        signers = str(pristine.parent / "keys/signers") if deed is signature else ""
        code, words = verify.verdict(str(shelf), known, signers)
    finally:
        one.mended()
    said = words.splitlines()[:-1]
    assert code == 1, (seed, one.due)
    assert [due for due in one.due if not any(line.startswith(due) for line in said)] == [], (seed, said)
    rest = [line for line in said if deed is ledger or not line.startswith(tuple(one.due))]
    assert [line for line in rest if not any(re.match(fair, line) for fair in one.fair)] == [], (seed, one.due)


def tampered(pristine: Path, shelf: Path, seeds: range) -> None:
    """Each on its own; after all of them the shelf is whole."""
    known = verify.heads((pristine / LEDGER).read_bytes())[-1].hash
    for seed in seeds:
        check(pristine, shelf, seed, known)
    assert verify.verdict(str(shelf), known)[0] == 0
    assert verify.verdict(str(pristine), known)[0] == 0


def test_sixty_tamperings_are_named(pristine: Path, shelf: Path) -> None:
    """Bits, bytes, files, folders, links, lists, ledger, signature: each with edition and file, and no innocent one."""
    tampered(pristine, shelf, range(60))


@pytest.mark.soak
def test_a_thousand_tamperings_are_named(pristine: Path, shelf: Path) -> None:
    """The same with other seeds."""
    tampered(pristine, shelf, range(60, 1060))
