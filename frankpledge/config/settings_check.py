"""Holds the settings that a real partnership would run with to Django's own list of dangers.

python -m frankpledge.config.settings_check
"""

import sys

from frankpledge.config.cli import set_up_django

LEFT_TO_WHOEVER_RUNS_IT = {
    "security.W005": "the name above ours is the council's, with sites that are not ours to bind",
    "security.W021": "whether browsers list the name for ever is for its owner to decide",
}


def main() -> int:
    set_up_django()
    from django.core.checks import WARNING, run_checks

    found = [
        message
        for message in run_checks(include_deployment_checks=True)
        if message.level >= WARNING and message.id not in LEFT_TO_WHOEVER_RUNS_IT
    ]
    for message in found:
        sys.stdout.write(f"{message}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
