"""What pages of other origins may read of our answers."""

EXPOSED = (
    b"x-philae-request-id, x-philae-task-id, x-philae-engine, x-philae-served-by, x-philae-estimated, x-philae-cost, "
    b"x-philae-cache, x-philae-saved, x-philae-first, x-philae-took, x-philae-dropped, Location, Preference-Applied, "
    b"Retry-After, Content-Range, Accept-Ranges, ETag"
)
