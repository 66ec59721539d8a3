"""Philae: an open, self-hosted gateway to AI models of every kind."""
