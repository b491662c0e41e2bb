"""Finding people and things by whatever is known of them: a telephone, a number, an address."""
