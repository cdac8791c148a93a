"""`python -m medialit` is the `medialit` command."""

from medialit.cli import main

if __name__ == "__main__":
    main()
