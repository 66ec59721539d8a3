"""The offline twin's engines: a procedural renderer behind an HTTP server of its own. Not a model."""
