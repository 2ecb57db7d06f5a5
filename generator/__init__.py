"""wuye: property-service bids and management plans from data.

The package follows the flow of a run: ``source`` and ``library`` read YAML into the frozen
records of ``model``; ``rules`` turn them into an estimate; ``compose`` turns both into typed
blocks; ``render`` writes them; ``verify`` reads back what was written.
"""

__version__ = "0.1.0"
