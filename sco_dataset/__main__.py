"""``python -m sco_dataset`` is the command ``sco-dataset``."""

from sco_dataset.cli import main

if __name__ == "__main__":
    main()
