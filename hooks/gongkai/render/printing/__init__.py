"""Records and years as documents for paper, and PDFs made of them without a browser (docs/decisions/0018)."""

from gongkai.render.printing.chosen import RefusedError, chosen
from gongkai.render.printing.document import Document, bound_years, sheet
from gongkai.render.printing.pdf import UnavailableError, ready, save

__all__ = ["Document", "RefusedError", "UnavailableError", "bound_years", "chosen", "ready", "save", "sheet"]
