"""`philae import litellm`, as a person runs it. The sample is docs.litellm.ai/docs/proxy/configs, shortened."""

from pathlib import Path

import pytest
import yaml

from tests.commands.shell import Shell

CONFIG = """
model_list:
  - model_name: openai-gpt-4o
    litellm_params:
      model: openai/gpt-4o
      api_key: sk-literal-of-openai
      organization: org-ikDc4ex8NB
      temperature: 0.2
  - model_name: vllm-models
    litellm_params: {model: openai/facebook/opt-125m, api_base: "http://127.0.0.1:4000/v1", api_key: none}
general_settings:
  master_key: sk-literal-of-the-owner
"""
LITERALS = ("sk-literal-of-openai", "sk-literal-of-the-owner", "sk-literal-from-before")


@pytest.fixture
def file(shell: Shell) -> Path:
    """philae.yaml in the folder that the command runs in, LiteLLM's configuration beside it."""
    (shell.data.parent / "config.yaml").write_text(CONFIG)
    return shell.data.parent / "philae.yaml"


def test_it_is_taken_over(shell: Shell, file: Path) -> None:
    """The gateway then knows the models; no secret was on the screen, and only its owner reads the file."""
    said = shell("import", "litellm", "config.yaml")
    assert not any(literal in said.out + said.err for literal in LITERALS)
    assert "2 channels, 2 models" in said.out
    assert "temperature" in said.out
    written = yaml.safe_load(file.read_text())
    assert written["channels"][0] == {"name": "openai-1", "provider": "openai", "secret": "sk-literal-of-openai"}
    assert written["admin_key"] == "sk-literal-of-the-owner"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "openai" in shell("model", "list", "openai-gpt-4o").out
    assert "vllm" in shell("model", "show", "vllm-models").out


def test_a_dry_run_writes_nothing(shell: Shell, file: Path) -> None:
    """It shows the difference, the file's own secrets hidden as well."""
    before = "port: 9000\nadmin_key: sk-literal-from-before\nchannels:\n  - {name: a, provider: bfl, secret: $BFL}\n"
    file.write_text(before)
    said = shell("import", "litellm", "config.yaml", "--dry-run")
    assert file.read_text() == before
    assert "+  vllm-models:" in said.out
    assert "secret: (not shown)" in said.out
    assert not any(literal in said.out for literal in LITERALS)


def test_what_is_there_stays(shell: Shell, file: Path) -> None:
    """Comments, the operator's own models and key; the file as it was is kept; a second time changes nothing."""
    file.write_text("# ours\nadmin_key: sk-before\nmodels:\n  vllm-models: {like: o3}\n")
    first = shell("import", "litellm", "config.yaml")
    assert "it stays as it is there" in first.out
    written = yaml.safe_load(file.read_text())
    assert file.read_text().startswith("# ours\n")
    assert (written["admin_key"], written["models"]["vllm-models"]) == ("sk-before", {"like": "o3"})
    assert set(written["models"]) == {"vllm-models", "openai-gpt-4o"}
    kept = list(file.parent.glob("philae.yaml.*.bak"))
    assert [copy.read_text().startswith("# ours") for copy in kept] == [True]
    again = file.read_text()
    shell("import", "litellm", "config.yaml")
    assert file.read_text() == again


def test_channels_get_free_names(shell: Shell, file: Path) -> None:
    """Tasks remember a channel by its name, so one that is taken is left to its owner."""
    file.write_text("channels:\n  - {name: openai-1, provider: openai, secret: $MINE}\n")
    shell("import", "litellm", "config.yaml")
    assert [c["name"] for c in yaml.safe_load(file.read_text())["channels"]] == ["openai-1", "openai-2", "vllm-1"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("model_list: [", "config.yaml is not YAML"),
        ("- a\n- b\n", "config.yaml is not a configuration"),
        ("model_list:\n  - model_name: *\n", "config.yaml is not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(shell: Shell, file: Path, content: str, said: str) -> None:
    """In one line, and nothing is written."""
    (file.parent / "config.yaml").write_text(content)
    assert said in shell("import", "litellm", "config.yaml", code=1).err
    assert not file.exists()


def test_no_file_is_said(shell: Shell) -> None:
    """By the name that was given."""
    assert "nowhere.yaml" in shell("import", "litellm", "nowhere.yaml", code=1).err
