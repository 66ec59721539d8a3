"""Canonical values and the two interfaces that dialects and providers meet in; no I/O, nothing else of ours."""
