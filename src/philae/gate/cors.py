"""What pages of other origins may read of our answers."""

EXPOSED = (
    b"x-philae-request-id, x-philae-task-id, x-philae-engine, x-philae-estimated, x-philae-cost, x-philae-dropped, Location, "
    b"Preference-Applied, Retry-After, Content-Range, Accept-Ranges, ETag"
)
