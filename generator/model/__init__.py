"""Frozen records: what the YAML files, the estimate and the documents may say. No behaviour."""
