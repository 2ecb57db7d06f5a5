"""Where things stand on the page: asked of a real layout engine, which the caller injects."""

from generator.layout.engine import Layout, LayoutEngine

__all__ = ["Layout", "LayoutEngine"]
