"""Versions of the schema, each one transaction."""
