"""Money: double entry, append-only, two books; balances are a projection kept in the same transactions."""
