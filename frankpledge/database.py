"""Constraint shapes and migration steps that several modules share."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def all_or_none(name: str, fields: Sequence[str]) -> models.CheckConstraint:
    """Constrain *fields* to be filled in together or left empty together.

    Who did something and when they did it are one fact, so half of it is a fault.
    """
    none_set = models.Q(**{f"{field}__isnull": True for field in fields})
    all_set = models.Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(name=name, condition=none_set | all_set)


def one_of(name: str, field: str, values: Sequence[str]) -> models.CheckConstraint:
    """Constrain *field* to stored codes that we know, on databases that ignore column types too."""
    codes = [str(value) for value in values]
    return models.CheckConstraint(name=name, condition=models.Q(**{f"{field}__in": codes}))


class VendorSQL(Operation):
    """Run the statements written for the database in use, and their opposites backwards.

    Keys are Django's vendor names, `sqlite` and `postgresql`. A vendor without an entry is an
    error, because a fence that is silently absent is worse than none.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self, forwards: Mapping[str, Sequence[str]], backwards: Mapping[str, Sequence[str]]
    ) -> None:
        self.forwards = {vendor: list(lines) for vendor, lines in forwards.items()}
        self.backwards = {vendor: list(lines) for vendor, lines in backwards.items()}

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (
            self.__class__.__name__,
            [],
            {"forwards": self.forwards, "backwards": self.backwards},
        )

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Triggers are not part of the models' state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.forwards[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for statement in self.backwards[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Statements particular to each database"


@contextmanager
def one_transaction_lock(name: str) -> Iterator[None]:
    """Hold *name* against every other process until the transaction ends.

    PostgreSQL has advisory locks for this. On SQLite a write transaction already excludes every
    other writer, so there is nothing to do.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
    yield
