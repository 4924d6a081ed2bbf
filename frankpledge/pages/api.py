"""The front door of pages: what the demonstration may do that only a page of many modules does."""

from frankpledge.pages.board_papers import draft as draft_board_paper

__all__ = ["draft_board_paper"]
