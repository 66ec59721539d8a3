"""Keys, policy, limits and budget rules, used by edge and relay alike."""
