"""Tests of the reading for the weaknesses of weak bids."""
