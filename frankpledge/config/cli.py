"""Every command of `frankpledge`; each module's are loaded only when they are asked for."""

from __future__ import annotations

import os
from importlib import import_module

import click

COMMANDS = {
    "area": ("frankpledge.access.commands", "area", True, "Areas and the bodies that cover them."),
    "assets": (
        "frankpledge.config.building",
        "assets",
        True,
        "Build the front end if it changed.",
    ),
    "audit": (
        "frankpledge.access.commands",
        "audit",
        True,
        "The record, and proof that it is whole.",
    ),
    "data": (
        "frankpledge.profiles.study_commands",
        "data_group",
        False,
        "Published figures that are held.",
    ),
    "demo": ("frankpledge.demonstration.commands", "demo", True, "Make the demonstration."),
    "digest": (
        "frankpledge.pages.commands",
        "digest_group",
        True,
        "How much awaits people, by e-mail.",
    ),
    "export": (
        "frankpledge.powers.commands",
        "export_group",
        True,
        "Take something away as a file.",
    ),
    "import": (
        "frankpledge.powers.commands",
        "import_group",
        True,
        "Take a file in: shown first, then all or nothing.",
    ),
    "install": (
        "frankpledge.config.installing",
        "install",
        True,
        "Make a real, empty partnership.",
    ),
    "link": (
        "frankpledge.linkage.commands",
        "link",
        False,
        "The same people in lists of one’s own.",
    ),
    "match": (
        "frankpledge.entities.commands",
        "match",
        True,
        "Match what was submitted with what is held.",
    ),
    "network": (
        "frankpledge.networks.commands",
        "network",
        False,
        "Measures of a network of one’s own.",
    ),
    "paper": (
        "frankpledge.governance.commands",
        "paper_group",
        True,
        "What a meeting is given to read.",
    ),
    "policy": (
        "frankpledge.access.commands",
        "policy",
        True,
        "The rule of who may see and do what.",
    ),
    "prepare": (
        "frankpledge.config.preparing",
        "prepare",
        True,
        "Make the demonstration if there is nothing yet.",
    ),
    "profile": (
        "frankpledge.profiles.release_commands",
        "profile_group",
        False,
        "Figures and profiles.",
    ),
    "product": (
        "frankpledge.intelligence.sources.commands",
        "product",
        True,
        "Proof that what was removed from a product is gone.",
    ),
    "serve": ("frankpledge.config.serving", "serve", True, "Serve the site."),
    "source": (
        "frankpledge.intelligence.sources.commands",
        "source",
        True,
        "Sealed boxes, opened by two people.",
    ),
    "work": (
        "frankpledge.work.commands",
        "work",
        True,
        "Do the long work that somebody asked for.",
    ),
}
"""Name, module, attribute, whether Django is needed, and what `--help` says of it."""


class Lazily(click.Group):
    """A group whose commands are imported when they are run, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, attribute, needs_django, _ = entry
        if needs_django:
            set_up_django()
        command = getattr(import_module(module), attribute)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][3]) for name in self.list_commands(ctx)])


def set_up_django() -> None:
    """Read the settings and load the modules; a wrong setting stops here with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frankpledge.config.settings")
    import django

    django.setup()


@click.group(cls=Lazily)
@click.version_option(package_name="frankpledge")
def main() -> None:
    """Frankpledge: where the agencies of an area tackle serious and organised crime together."""
