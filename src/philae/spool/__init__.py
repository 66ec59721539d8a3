"""Usage records on local disk until PostgreSQL has them: a folder per process, in it a lock and segments."""
