"""Building the front end from the command line."""

import sys

import click


@click.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
def assets(*, force: bool) -> None:
    """Build the front end if it changed, with the Node that comes among the requirements.

    Example: frankpledge assets
    """
    from frankpledge.ui.api import CannotBuild, build_assets

    try:
        build_assets(force=force)
    except CannotBuild as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
