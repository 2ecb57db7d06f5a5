"""Tests of reading and holding the knowledge base."""
