"""Tests of both directions of the estimate."""
