"""Midjourney in the words of midjourney-proxy: its API as we serve it and as we call it."""
