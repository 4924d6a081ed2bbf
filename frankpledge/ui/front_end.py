"""Which built files a page loads, read from the manifest that the build leaves.

Settings: `frankpledge.ui` among the installed apps, and `STATIC_URL`. The files are built by
`frankpledge assets` into `frankpledge/ui/static/dist`, with their contents' hash in their names.
"""

import functools
import json
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ENTRY = "frankpledge/ui/assets/main.ts"
MANIFEST = Path(__file__).parent / "static" / "dist" / "manifest.json"


class NotBuilt(RuntimeError):
    """A page was asked for before the front end was built.

    If you are seeing this, run `frankpledge assets` (or `python -m frankpledge.ui.build`). It
    needs no Node on the machine. If it was run, a wheel or image was made without its result.
    """


@functools.lru_cache(maxsize=4)
def _tags(built: float, prefix: str) -> SafeString:
    entry = json.loads(MANIFEST.read_text(encoding="utf-8"))[ENTRY]
    styles = format_html_join(
        "\n", '<link rel="stylesheet" href="{}{}">', ((prefix, file) for file in entry["css"])
    )
    script = format_html('<script type="module" src="{}{}"></script>', prefix, entry["file"])
    return format_html("{}\n{}", styles, script)


def tags() -> SafeString:
    """The links to the style sheet and the script. Raises NotBuilt when there are none."""
    try:
        built = MANIFEST.stat().st_mtime
    except FileNotFoundError:
        raise NotBuilt("The front end has not been built; run: frankpledge assets") from None
    return _tags(built, static("dist/"))
