"""Kling: films, sounds and pictures, by rows alone."""
