"""How the embedded server is set: durable, private, and small enough to sit beside a gateway."""

SETTINGS = {
    # Reachable through one folder, by nobody else.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    # A commit that was told is on the disk.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # In a container /dev/shm has 64 MB, and a desktop may empty it when its user logs out.
    "dynamic_shared_memory_type": "mmap",
    # A few workers with pools, and short statements.
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "random_page_cost": "1.1",
    "autovacuum_naptime": "20s",
    "idle_in_transaction_session_timeout": "5min",
    # At most this much to replay after a crash.
    "max_wal_size": "512MB",
    "min_wal_size": "80MB",
    "checkpoint_timeout": "5min",
    # A week of logs in seven files, without the rows' contents, which may be someone's prompts.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgres-%a.log",
    "log_file_mode": "0600",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
