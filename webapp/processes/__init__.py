"""What every process has in common: how one is declared, and how its declaration is found."""
