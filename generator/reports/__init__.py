"""Views of results for people and programs: JSON, CSV, tables and explanations."""
