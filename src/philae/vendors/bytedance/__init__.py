"""ByteDance's Ark: films and pictures, by rows and a grammar of their contents."""
