"""The program that `frankpledge` and `python -m frankpledge` start."""

from frankpledge.config.cli import main

if __name__ == "__main__":
    main()
