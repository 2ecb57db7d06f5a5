"""Tests of the rules engine and of the reports on estimates."""
