"""Serving the site, with what keeps the record, matches and does long work beside it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from types import FrameType

import click

LONGEST_STOP_SECONDS = 20
LONGEST_ANSWER_SECONDS = 10
"""What is being answered when the site is stopped may take this long, and is then cut off."""
LOOKED_AFTER_EVERY_SECONDS = 5
"""How soon what runs beside the site is started again where it has ended."""
BESIDE = (("audit", "seal", "--watch"), ("match", "--watch"), ("work", "--watch"))
"""What runs beside the site, each in a process of its own: what one is killed by kills no other."""


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
    sys.exit(_side_by_side(_site(host, port, workers), BESIDE))


def _name_the_cast(address: str) -> None:
    """Say where to sign in, and as whom."""
    from frankpledge.access.api import moment_now
    from frankpledge.demonstration.api import personas

    click.echo(f"Sign in as anyone in the story at {address}/demo:")
    for one in personas(at=moment_now()):
        click.echo(f"  {one.name}, {one.post}, {one.agency}")


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


def _side_by_side(site: list[str], beside: Sequence[tuple[str, ...]]) -> int:
    """Run all until the site ends or somebody stops us, and leave none behind.

    What runs beside the site and ends is started again, and that is said.
    """
    from django.db import connections

    # What is open here would be shared with the processes that are made from this one.
    connections.close_all()
    signal.signal(signal.SIGTERM, _as_an_interrupt)
    # A terminal that closes ends the site too, unless it was started to outlive the terminal.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _as_an_interrupt)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "frankpledge.config.settings"}
    # Each in a group of its own: Ctrl-C reaches us alone, and each is told once to stop. The web
    # server does not end where it is told twice at the same time.
    served = subprocess.Popen(site, env=env, process_group=0)
    running = {words: _begun(words) for words in beside}
    try:
        while served.poll() is None:
            _look_after(running)
            with suppress(subprocess.TimeoutExpired):
                served.wait(timeout=LOOKED_AFTER_EVERY_SECONDS)
        return served.returncode
    except KeyboardInterrupt:
        click.echo("Stopped.")
        return 0
    finally:
        _end(served, running.values())


def _look_after(running: dict[tuple[str, ...], BaseProcess]) -> None:
    for words, process in running.items():
        if not process.is_alive():
            click.echo(f"{' '.join(words)} ended; it is started again", err=True)
            running[words] = _begun(words)


def _end(served: subprocess.Popen[bytes], running: Collection[BaseProcess]) -> None:
    served.terminate()
    for process in running:
        process.terminate()
    try:
        served.wait(timeout=LONGEST_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        served.kill()
    for process in running:
        process.join(timeout=LONGEST_STOP_SECONDS)
        if process.is_alive():
            process.kill()


def _begun(words: tuple[str, ...]) -> BaseProcess:
    """A command in a process of its own, made from this one: what is loaded is shared with it."""
    process: BaseProcess
    if sys.platform == "darwin":  # whose own libraries do not survive being shared so
        process = multiprocessing.get_context("spawn").Process(target=_run, args=(words,))
    else:
        process = multiprocessing.get_context("fork").Process(target=_run, args=(words,))
    process.start()
    return process


def _run(words: tuple[str, ...]) -> None:
    from frankpledge.config.cli import main

    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    main(list(words))


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
