"""Facts on their way to Temporal: written with the data, delivered by the relay."""
