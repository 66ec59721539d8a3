"""Black Forest Labs: the FLUX API, as we serve it and as we call it."""
