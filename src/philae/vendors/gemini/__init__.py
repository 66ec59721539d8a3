"""Google's Gemini API: chat, token counts, embeddings and the model list, as we serve it and as we call it."""
