"""Tests of the re-reading of finished files."""
