"""The twin's text: a small language model and one for vectors, each in a process of its own, behind OpenAI's formats."""
