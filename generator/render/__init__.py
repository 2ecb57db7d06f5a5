"""From a ``Document`` to a file: Word and Markdown. Nothing here knows profiles or knowledge."""
