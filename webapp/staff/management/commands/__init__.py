"""Commands of the ``istok`` program about staff."""
