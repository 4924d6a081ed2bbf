"""Serving the site, with the keeper of the record beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

import click

LONGEST_STOP_SECONDS = 20
LOOK_AGAIN_SECONDS = 5.0
"""How long what works beside the site may be gone before it is started again."""
LONGEST_ANSWER_SECONDS = 10
"""What is being answered when the site is stopped may take this long, and is then cut off."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
def serve(*, host: str, port: int, workers: int) -> None:
    """Serve the site, keep the record sealed and signed beside it, and do long work.

    Example: frankpledge serve --port 8001
    """
    from django.conf import settings

    from frankpledge.access.api import WrongNature, agree_with_settings

    _refuse_a_taken_port(host, port)
    _migrate()
    try:
        agree_with_settings()
    except WrongNature as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    address = f"http://{host}:{port}"
    click.echo(f"Frankpledge is at {address}")
    if settings.FRANKPLEDGE_DEMO:
        _name_the_cast(address)
    sys.exit(_side_by_side(_site(host, port, workers), [_keeper(), _matcher(), _worker()]))


def _name_the_cast(address: str) -> None:
    """Say where to sign in, and as whom."""
    from frankpledge.access.api import moment_now
    from frankpledge.demonstration.api import personas

    click.echo(f"Sign in as anyone in the story at {address}/demo:")
    for one in personas(at=moment_now()):
        click.echo(f"  {one.name}, {one.post}, {one.agency}")


def _keeper() -> list[str]:
    return [sys.executable, "-m", "frankpledge", "audit", "seal", "--watch"]


def _matcher() -> list[str]:
    return [sys.executable, "-m", "frankpledge", "match", "--watch"]


def _worker() -> list[str]:
    return [sys.executable, "-m", "frankpledge", "work", "--watch"]


def _site(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "1",
        "--workers-kill-timeout",
        str(LONGEST_ANSWER_SECONDS),
        "--no-ws",
        "--log-level",
        "warning",
        "frankpledge.config.wsgi:application",
    ]


def _side_by_side(site: list[str], beside: list[list[str]]) -> int:
    """Run all until the site ends or somebody stops us, and leave none behind.

    What works beside the site and ends by itself is started again: a machine short of memory kills
    one of them, and long work and the seal of the record would stand still without a word.
    """
    signal.signal(signal.SIGTERM, _as_an_interrupt)
    # A terminal that closes ends the site too, unless it was started to outlive the terminal.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _as_an_interrupt)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings"}
    # Each in a group of its own: Ctrl-C reaches us alone, and each is told once to stop. The web
    # server does not end where it is told twice at the same time.
    running = [subprocess.Popen(words, env=env, process_group=0) for words in (site, *beside)]
    try:
        while True:
            try:
                return running[0].wait(timeout=LOOK_AGAIN_SECONDS)
            except subprocess.TimeoutExpired:
                _start_again(running, beside, env)
    except KeyboardInterrupt:
        click.echo("Stopped.")
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=LONGEST_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _start_again(
    running: list[subprocess.Popen[bytes]], beside: list[list[str]], env: dict[str, str]
) -> None:
    for at, words in enumerate(beside, start=1):
        if running[at].poll() is not None:
            click.echo(f"“{' '.join(words[2:])}” ended and has been started again.", err=True)
            running[at] = subprocess.Popen(words, env=env, process_group=0)


def _as_an_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse_a_taken_port(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if probe.connect_ex((host, port)) == 0:
            click.echo(
                f"Something already answers at {host}:{port}: stop it, or give another --port.",
                err=True,
            )
            sys.exit(1)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
