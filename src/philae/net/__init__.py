"""The guarded HTTP client: connection pool, framing, credentials."""
