"""How our templates become Python: the same language and the same text as plain Jinja, at a third of its cost.

A page asks four hundred attributes and prints two hundred values, so what Jinja does around each of them counts.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, MutableMapping
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from pickle import UnpicklingError
from typing import NoReturn

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, Template, UndefinedError, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import escape


class _Direct(CodeGenerator):
    """Attributes are asked of objects as Python does it; data never reach a template as dictionaries with dots."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  # Jinja's own name
        self.writeline("printed, included = environment.printed, environment.included")  # looked up once, not each time
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # Jinja's own name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802  # Jinja's own name
        self.start_write(frame, node)
        self.write("included(")
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)})")
        self.end_write(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write("printed(")


class _Within(Context):
    """What an included template sees: all that the one around it sees, looked up and not worked out again."""

    def __init__(self, around: Context, local: Mapping[str, object], name: str) -> None:  # all of it is set here
        self.parent = around.get_all()
        if local:  # never added to the names around: those are shared
            self.parent = {**self.parent, **{key: value for key, value in local.items() if value is not missing}}
        self.vars, self.exported_vars, self.blocks = {}, set(), {}
        self.environment, self.eval_ctx, self.globals_keys = around.environment, around.eval_ctx, around.globals_keys
        self.name = name


class Templates(Environment):
    """Finds a template by its name alone: twenty includes a page ask, and nothing changes while a site is made."""

    code_generator_class = _Direct

    printed = staticmethod(lru_cache(maxsize=1 << 12, typed=True)(escape))
    """The value as HTML. Most of what pages print, they print again and again.

    By type, since Markup("<") and "<" are equal but not printed alike.
    """

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, object] | None = None,  # noqa: A002  # Jinja passes it by this name
    ) -> Template:
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self.known:
            self.known[name] = super().get_template(name, parent)
        return self.known[name]

    @cached_property
    def known(self) -> dict[str, Template]:
        """Name → template, as far as they were asked for."""
        return {}

    def included(self, name: str, context: Context, local: Mapping[str, object]) -> str:
        """The included template's text, whole: handed up piece by piece it passes through every template around it.

        `local` holds what loops and assignments around it have set.
        """
        template = self.known.get(name) or self.get_template(name)
        return "".join(template.root_render_func(_Within(context, local, name)))

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """A name that an object has not is a mistake of the template, as it is with plain Jinja."""
        try:
            super().handle_exception(source)
        except AttributeError as error:
            raise UndefinedError(str(error)).with_traceback(error.__traceback__) from None


class _Beside(FileSystemBytecodeCache):
    """Compiled templates lie where Python puts its own compiled modules, and like those are only ever a convenience."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (EOFError, ValueError, UnpicklingError):  # cut short by a full disk: compiled anew
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        try:
            super().dump_bytecode(bucket)
        except OSError:  # installed where this user may not write
            pass


def kept() -> BytecodeCache:
    """Templates as they were compiled last time. Each is held against its own text; the name holds the compilers."""
    own = Path(__file__)
    compilers = hashlib.sha256(own.read_bytes() + version("jinja2").encode()).hexdigest()[:16]
    return _Beside(str(own.parent / "__pycache__"), f"jinja-{compilers}-%s.bin")
