"""Runway: its own API by rows, and the form that gateways gave its web app."""
