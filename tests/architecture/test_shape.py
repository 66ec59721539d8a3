"""The shape of the tree: names that say something, files of one screen or few, nothing of one machine."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src", "tests", "bench", "scripts")
BANNED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LONGEST = 500

# Joined from pieces so that this file does not hold what it looks for.
SLASH = "/"
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb" + ".debian.org")
INDEXES = ("--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "--trusted" + "-host")
FOLDERS = tuple(SLASH + name + SLASH for name in ("work/main", "work/shared", "farm/in", "root/.py" + "env"))
HOMES = re.compile(rf"(?<![\w.]){SLASH}(?:home|Users){SLASH}[a-z][\w.-]*{SLASH}")


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git tracks, or would with the next `git add`; deleted ones left out."""
    ls = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(ls, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def text(path: Path) -> str:
    """The file's text; a binary file counts as empty."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def named(paths: list[Path]) -> list[str]:
    """Paths as a person reads them in a failure."""
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def sources() -> list[Path]:
    """Our own code."""
    kinds = {".py", ".js", ".css", ".html", ".sql", ""}
    return [p for p in tracked() if p.relative_to(ROOT).parts[0] in SOURCES and p.suffix in kinds]


def test_every_name_says_something() -> None:
    """No module or folder has a name that any code would fit under."""
    vague = [p for p in sources() if BANNED & {p.stem, *p.relative_to(ROOT).parts[:-1]}]
    assert named(vague) == []


def test_no_source_file_is_too_long() -> None:
    """A file that outgrows the limit holds more than one idea."""
    long = [p for p in sources() if len(text(p).splitlines()) > LONGEST]
    assert named(long) == []


def test_every_module_opens_with_a_sentence() -> None:
    """The first line of a module, an empty package's too, says what it is for."""
    modules = [p for p in sources() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] == "src"]
    assert named([p for p in modules if not text(p).startswith(('"""', 'r"""'))]) == []


def test_no_file_names_a_registry() -> None:
    """Where packages come from is each user's own configuration."""
    assert named([p for p in tracked() if any(host in text(p) for host in HOSTS)]) == []


def test_no_requirements_file_names_an_index() -> None:
    """The lock files hold names, versions and hashes, no option that chooses a source."""
    locks = [p for p in tracked() if p.parent == ROOT / "requirements"]
    assert locks
    assert named([p for p in locks if any(option in text(p) for option in INDEXES)]) == []


def test_every_pin_has_hashes() -> None:
    """Each line of a lock file is one exact version, followed by at least one sha256."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        pins = re.split(r"\n(?=\S)", text(lock).strip())
        assert [pin for pin in pins if not re.match(r"[\w.-]+==[^\s;]+( ; .+)? \\\n +--hash=sha256:", pin)] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    """A path that exists on its author's machine only breaks on all others."""
    assert named([p for p in tracked() if any(f in text(p) for f in FOLDERS) or HOMES.search(text(p))]) == []


def test_every_setting_is_documented() -> None:
    """Each PHILAE_ variable that the code reads stands in docs/settings.md."""
    page = ROOT / "docs" / "settings.md"
    code = "\n".join(text(p) for p in sources() if p.relative_to(ROOT).parts[0] == "src")
    read = set(re.findall(r"PHILAE_[A-Z0-9_]*[A-Z0-9]\b", code))
    assert sorted(read - set(re.findall(r"PHILAE_[A-Z0-9_]*[A-Z0-9]\b", text(page)))) == []
