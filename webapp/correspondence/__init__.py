"""Papers with numbers, messages with proofs."""
