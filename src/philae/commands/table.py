"""Rows as people read them: aligned columns, without lines."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> str:
    """Columns under their names, or `empty` where there is no row."""
    texts = [[str(cell) for cell in row] for row in rows]
    if not texts:
        return empty
    widths = [max(len(row[place]) for row in [list(head), *texts]) for place in range(len(head))]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in [list(head), *texts]
    )


def facts(rows: Iterable[tuple[str, object]]) -> str:
    """Names and values below one another; what is None is left out."""
    shown = [(name, value) for name, value in rows if value is not None]
    width = max(len(name) for name, _ in shown)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in shown)
