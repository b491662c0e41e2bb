"""What is read: debts to allocate to, clues to a payer, lists for screens."""
