"""``istok import``."""
