"""``python -m hemvist``: the command line."""

import sys

from hemvist.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
