"""Tests of composing: texts, tables, forms and volumes."""
