"""The account, key, usage, balance and administration APIs."""
