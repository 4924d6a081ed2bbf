"""Constraint shapes and migration steps that several modules share."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy

from django.db import connection, migrations, models
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


class TablesAtOnce(migrations.Migration):
    """A migration whose new tables are made as they are at its end, with one look at the models.

    Django works out every related model again after each new table and each new column, which for
    tables that all refer to people and agencies takes most of the time of making a database.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002 (as Django calls it)
    ) -> ProjectState:
        at_once = self._about_new_tables()
        # Models worked out so far are of no use after this; they are worked out when next needed.
        project_state.__dict__.pop("apps", None)
        for operation in at_once:
            operation.state_forwards(self.app_label, project_state)
        for operation in at_once:
            if isinstance(operation, migrations.CreateModel):
                operation.database_forwards(
                    self.app_label, schema_editor, project_state, project_state
                )
        rest = copy(self)
        vars(rest)["operations"] = self.operations[len(at_once) :]
        return migrations.Migration.apply(rest, project_state, schema_editor, collect_sql)

    def _about_new_tables(self) -> Sequence[Operation]:
        """The operations up to the first that touches a table which was there before."""
        new: set[str] = set()
        for at, operation in enumerate(self.operations):
            if isinstance(operation, migrations.CreateModel):
                new.add(operation.name_lower)
            elif not (
                isinstance(operation, ADDED_TO_A_TABLE) and operation.model_name_lower in new
            ):
                return self.operations[:at]
        return self.operations


ADDED_TO_A_TABLE = (migrations.AddField, migrations.AddConstraint, migrations.AddIndex)
"""What a table is made with where the same migration makes the table."""


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
