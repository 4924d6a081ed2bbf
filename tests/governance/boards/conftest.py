"""A board, made anew for each test."""

import pytest

from tests.governance.boards.board import Board, make_board


@pytest.fixture
def board(db: None) -> Board:
    return make_board()
