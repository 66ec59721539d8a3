"""`philae docs`: the page of settings is what the program reads."""

import shutil

from tests.commands.shell import ROOT, Shell


def test_the_page_is_current(shell: Shell) -> None:
    """What stands in docs/ is what would be written; a change is found."""
    folder = shell.data.parent / "docs"
    folder.mkdir()
    shutil.copy(ROOT / "docs" / "settings.md", folder)
    shell("docs", "--check")
    (folder / "settings.md").write_text("old")
    assert "is not current" in shell("docs", "--check", code=1).err
    shell("docs")
    assert (folder / "settings.md").read_text() == (ROOT / "docs" / "settings.md").read_text()
