"""A folder of YAML files to a ``KnowledgeBase``: kinds, unique ids, layers, places."""

from generator.library.loader import Layer, load_knowledge_base

__all__ = ["Layer", "load_knowledge_base"]
