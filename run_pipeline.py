"""Runs Belegt from a checkout: the same command that an installation offers as ``belegt``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
