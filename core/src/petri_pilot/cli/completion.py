"""`petri completion`: completion scripts for shells."""

from __future__ import annotations

import click


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that teaches a shell to complete petri's commands.

    \b
    Examples:
      petri completion bash > ~/.local/share/bash-completion/completions/petri
      petri completion zsh > ~/.zfunc/_petri
      petri completion fish > ~/.config/fish/completions/petri.fish
    """
    from click.shell_completion import get_completion_class

    from petri_pilot.cli.main import cli

    completion = get_completion_class(shell)
    assert completion is not None, "click knows the three shells of the choice above"
    click.echo(completion(cli, {}, "petri", "_PETRI_COMPLETE").source())
