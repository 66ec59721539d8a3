"""Bria: pictures, vector graphics and edits of models trained on licensed data."""
