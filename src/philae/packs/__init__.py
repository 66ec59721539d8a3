"""Adding engines and models to the offline twin: pinned packages, fetched when its user asks, and checked by hash."""
