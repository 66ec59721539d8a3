"""OpenAI's simple text endpoints: embeddings, the old completions, reranking, and the list of models."""
