"""The offline twin's own HTTP API, called like any vendor's."""
