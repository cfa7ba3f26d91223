"""The house rules, each a generator of offences in one Python file: order of imports, borders, sizes, names.

The docstring is the rule. `test_house.py` runs them over the tree and shows that each of them bites.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent

ORDER = (
    "findings",
    "days",
    "load",
    "history",
    "derive",
    "kinds",
    "check",
    "render",
    "pipeline",
    "starter",
    "engine",
    "publish",
    "cli",
)
"""A room may import itself and what stands before it. Nothing imports what stands after it."""

EDGE = ("engine", "cli")
VERIFY = PurePosixPath("gongkai/publish/verify.py")
STARTING = (VERIFY, *(PurePosixPath(f"gongkai/publish/{name}.py") for name in ("signing", "rebuilt")))
"""Beside the history room, who may start a process (docs/decisions/0028)."""
TEST_TOOLS = ("tests", "benchmarks")
WALL_CLOCK = re.compile(r"(?:^|\.)(?:date\.today|(?:datetime|dt)\.(?:today|now|utcnow))$")
CLOCKS = ("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.strftime", "time.ctime")
PROCESSES = ("os.system", "os.popen", "os.fork", "os.execv", "os.execvp", "os.posix_spawn", "os.spawnv")
YAML_READERS = re.compile(r"^yaml\.(?:\w*load(?:_all)?|compose(?:_all)?|parse|scan|\w*Loader)$")
EMPTY_NAMES = frozenset(("util", "utils", "helper", "helpers", "common", "manager", "handler", "processor"))
GOD_MODULES = frozenset(("core", "plugin", "db"))
IGNORE = re.compile(r"#\s*(?:type:\s*ignore(?:\[[^\]]*\])?|noqa(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?)(?P<reason>.*)")


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the project's root and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> PurePosixPath:
        """Without `hooks/`, so that a module of the package begins with `gongkai/`."""
        return self.path.relative_to("hooks") if self.path.parts[0] == "hooks" else self.path

    @property
    def room(self) -> str:
        """The stage it belongs to; what MkDocs loads counts as engine; empty for tests and benchmarks."""
        if self.path.parts[0] in TEST_TOOLS:
            return ""
        parts = self.name.with_suffix("").parts
        if self.path.name == "disclosure.py":
            return "engine"
        return parts[1] if len(parts) > 1 and parts[1] != "__init__" else ""

    @property
    def is_product(self) -> bool:
        return self.path.parts[0] == "hooks"

    @cached_property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        return tuple(n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Dotted names of all it imports, wherever in the file: `gongkai.load`, `yaml.safe_load`."""
        return tuple(name for node in ast.walk(self.tree) for name in self._imported(node))

    def _imported(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            here = self.name.parts[: len(self.name.parts) - node.level] if node.level else ()
            base = ".".join([*here, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)

    @cached_property
    def mentions(self) -> tuple[str, ...]:
        """Dotted names of all attributes it reads (`date.today`) and of all it imports."""
        read = (ast.unparse(node) for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))
        return (*self.imports, *read)


Rule = Callable[[Module], Iterator[str]]


def arrow_back(module: Module) -> Iterator[str]:
    """A stage imports only stages before it."""
    if not module.is_product or not module.room:
        return
    allowed = {*ORDER[: ORDER.index(module.room) + 1]} if module.room in ORDER else set()
    rooms = {name.split(".")[1] for name in module.imports if name.startswith("gongkai.")}
    yield from (f"{module.room} → {room}" for room in sorted(rooms & {*ORDER} - allowed))


def room_without_place(module: Module) -> Iterator[str]:
    """Every room of the package has its place in the order."""
    if module.is_product and module.room and module.room not in ORDER:
        yield f"{module.room} is missing in ORDER"


def kind_named_elsewhere(module: Module) -> Iterator[str]:
    """A kind is a folder that nothing else knows by name, so that adding one edits nothing elsewhere."""
    own = module.name.parts[2:3] if module.room == "kinds" else ()
    for name in module.imports if module.is_product else ():
        if name.startswith("gongkai.kinds."):
            kind, *inside = name.split(".")[2:]
            folder = ROOT / "hooks/gongkai/kinds" / kind
            if (kind,) != own and (folder.is_dir() or inside) and not folder.with_suffix(".py").is_file():
                yield name


def engine_outside(module: Module) -> Iterator[str]:
    """Only the engine room imports MkDocs or Material."""
    if module.is_product and module.room != "engine":
        yield from (name for name in module.imports if name.split(".")[0] in ("mkdocs", "material"))


def process_outside(module: Module) -> Iterator[str]:
    """Only the history room starts a process, and that is git; for keys it is ssh-keygen, to rebuild it is Python."""
    if module.is_product and module.room != "history" and module.name not in STARTING:
        yield from (n for n in module.mentions if n in PROCESSES or re.search(r"^subprocess\b|_subprocess", n))


def clock_outside(module: Module) -> Iterator[str]:
    """Only the edge reads the clock; everyone else is handed the as-of date."""
    if module.is_product and module.room not in EDGE:
        yield from (name for name in module.mentions if name in CLOCKS or WALL_CLOCK.search(name))


def yaml_outside(module: Module) -> Iterator[str]:
    """Only the load room reads YAML, in its own strict way."""
    if module.is_product and module.room != "load":
        yield from (name for name in module.mentions if YAML_READERS.match(name))


def text_as_template(module: Module) -> Iterator[str]:
    """Templates come from files of ours; no text becomes one."""
    if module.is_product:
        called = (ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        yield from (name for name in called if name.rpartition(".")[2] in ("from_string", "Template"))


def foreign_in_verify(module: Module) -> Iterator[str]:
    """Who verifies needs nothing but Python: the standard library only."""
    if module.name == VERIFY:
        yield from (name for name in module.imports if name.split(".")[0] not in sys.stdlib_module_names)


def long_module(module: Module) -> Iterator[str]:
    """A module has at most 250 lines, verify.py as one file 300; tests, read one at a time, may have more."""
    if (lines := module.text.count("\n")) > (300 if module.name == VERIFY else 250) and module.path.parts[0] != "tests":
        yield f"{lines} lines"


def long_function(module: Module) -> Iterator[str]:
    """A function has at most 50 lines, its docstring included."""
    for node in module.functions:
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > 50:
            yield f"{node.name} has {lines} lines"


def many_parameters(module: Module) -> Iterator[str]:
    """A function takes at most five parameters, self aside; a command's are its options, a test's its fixtures."""
    for node in module.functions:
        names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        count = len([name for name in names if name not in ("self", "cls")])
        is_command = any(".command" in ast.unparse(decorator) for decorator in node.decorator_list)
        if count > 5 and not is_command and module.path.parts[0] != "tests":
            yield f"{node.name} takes {count}"


def empty_name(module: Module) -> Iterator[str]:
    """No word that says nothing in the name of a module or class, and no function that has no other name."""
    if GOD_MODULES & {module.path.stem, *module.path.parts}:
        yield str(module.path)
    classes = (node.name for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))
    yield from (node.name for node in module.functions if node.name.strip("_") in EMPTY_NAMES)
    for name in (*module.path.with_suffix("").parts, *classes):
        if EMPTY_NAMES & {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}:
            yield name


def unspoken_module(module: Module) -> Iterator[str]:
    """Every module says in its first line what it is."""
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield "no docstring"


def unspoken_test(module: Module) -> Iterator[str]:
    """Every test says in a sentence what it shows."""
    if module.path.parts[0] == "tests":
        yield from (n.name for n in module.functions if n.name.startswith("test_") and not ast.get_docstring(n))


def ignored_without_reason(module: Module) -> Iterator[str]:
    """What a tool is told to overlook has its reason beside it, on the line or as a comment above."""
    lines = module.text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT and (found := IGNORE.search(token.string)):
            above = lines[token.start[0] - 2].lstrip() if token.start[0] > 1 else ""
            if not re.search(r"\w{2}", found["reason"]) and not above.startswith("#"):
                yield f"line {token.start[0]}: {token.string}"


def state_in_module(module: Module) -> Iterator[str]:
    """No module keeps state: MkDocs holds the hook's modules for the life of the process."""
    mutable = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    for node in module.tree.body if module.is_product else ():
        if isinstance(node, ast.Assign) and isinstance(node.value, mutable):
            name = ast.unparse(node.targets[0])
            if name != "__all__":
                yield f"line {node.lineno}: {name} (a tuple, a frozenset, or annotated as a Mapping)"
    yield from (f"line {n.lineno}: {ast.unparse(n)}" for n in ast.walk(module.tree) if isinstance(n, ast.Global))
