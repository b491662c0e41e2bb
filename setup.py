"""Builds the package with its message catalogues compiled: what runs needs no compiler."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))

from webapp.config import catalogues


class BuildWithCatalogues(build_py):
    """Compiles the catalogues before the files of the package are gathered."""

    def run(self) -> None:
        """Compile and build; an editable installation comes through here too."""
        catalogues.compile_all()
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
