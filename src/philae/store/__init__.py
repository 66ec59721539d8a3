"""What lasts: PostgreSQL, its migrations and its embedded server, and assets."""
