"""The performance budgets of the design, measured: `python -m bench [ROW …]` prints each beside its budget."""
