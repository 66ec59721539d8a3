"""Usage records on local disk until PostgreSQL has them."""
