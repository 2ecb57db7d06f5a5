"""Tests of the layout engines."""
