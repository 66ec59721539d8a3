"""Rows for people: aligned columns, nothing cut, fit for `grep` and `cut` as well."""


def show(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print the rows under their heads."""
    if not rows:
        print("(none)")
        return
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
