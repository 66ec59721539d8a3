"""xAI: Grok's films, by rows alone; its text models are a row of the compatible vendors."""
