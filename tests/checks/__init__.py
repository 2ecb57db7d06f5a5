"""The checks on a knowledge base."""
