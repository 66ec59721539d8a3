"""Our own API's words: the task document, errors and webhooks."""
