"""Vendors simulated over real HTTP, in processes of their own, from documented samples."""
