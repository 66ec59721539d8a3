"""HTTP for durable work: one handler for every dialect, files, events and the API description."""
