"""`python -m cardtui`."""

from cardtui.cli import main

if __name__ == "__main__":
    main()
