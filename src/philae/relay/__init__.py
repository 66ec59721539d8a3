"""The data plane: answers relayed from vendor to client, streamed or whole, without a database on the way."""
