"""Records and years as documents for paper, and PDFs made of them without a browser (docs/decisions/0018)."""

from gongkai.render.printing.chosen import RefusedError, chosen
from gongkai.render.printing.document import Document, book, sheet
from gongkai.render.printing.pdf import UnavailableError, ready, save

__all__ = ["Document", "RefusedError", "UnavailableError", "book", "chosen", "ready", "save", "sheet"]
