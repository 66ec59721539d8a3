"""The durable task line and the chores that keep it moving."""
