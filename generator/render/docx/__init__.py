"""The Word writer: blocks become WordprocessingML as text, escaped, joined, never parsed again."""

from generator.render.docx.writer import write_docx
from generator.render.pages import estimate_pages

__all__ = ["estimate_pages", "write_docx"]
