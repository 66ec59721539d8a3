"""Templates: small pure functions from parameters to the parts of a figure."""
