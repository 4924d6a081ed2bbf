"""The front door of pages: what the demonstration may do that only a page of many modules does."""

from frankpledge.pages.board_counting import count_period
from frankpledge.pages.board_papers import draft as draft_board_paper

__all__ = ["count_period", "draft_board_paper"]
