"""Making the same world twice: identities that follow from a seed while something is being made.

For inventing only. Keys are made before and after, never within.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random


@contextmanager
def repeatable_identities(seed: int | str) -> Iterator[None]:
    """While it lasts, what this process draws for identities and references follows from *seed*."""
    source = Random(seed)
    true_source = os.urandom
    os.urandom = source.randbytes
    try:
        yield
    finally:
        os.urandom = true_source
