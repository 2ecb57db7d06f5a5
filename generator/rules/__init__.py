"""The rules engine: a case and the knowledge base become one traced estimate.

The flow is counting (``methods``, ``counting``) → relief pools and rounding (``pools``) → headcount
(``staffing``) → wages and on-costs (``wages``, ``oncosts``) → cost (``cost``) → price (``price``)
→ findings (``checks``). Nothing here knows text layout, Word or the file system.
"""

from generator.rules.engine import estimate

__all__ = ["estimate"]
