"""The native lane: a vendor's task endpoints as rows, which serve its clients and call the vendor without code of its own."""
