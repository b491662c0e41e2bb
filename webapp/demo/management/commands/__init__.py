"""One module is one command of ``istok``."""
