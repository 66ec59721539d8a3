"""The documentation's pages: their headings, links, commands and examples."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def name(page: Path) -> str:
    """As a person reads it in a failure."""
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    heads = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links(page: Path) -> list[str]:
    """Where the page's links lead."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(page))


def examples(page: Path, language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)


def commands(page: Path) -> list[str]:
    """What runs `philae`: lines of blocks, after a prompt or alone, and words between backticks."""
    text = page.read_text()
    lines = re.findall(r"^    (?:\$ )?(?:[A-Z_]+=\S+ +)*(philae .*)$", text, re.MULTILINE)
    return lines + re.findall(r"`(philae [^`\n]+)`", text)


def curls(page: Path) -> list[str]:
    """The whole curl commands in the page's blocks; those with something left out are not."""
    blocks = re.findall(r"^    (curl (?:.*\\\n)*.*)$", page.read_text(), re.MULTILINE)
    return [block for block in blocks if "…" not in block]
