"""Google's Vertex AI: another way to Gemini, by project and place, with a service account's tokens."""
