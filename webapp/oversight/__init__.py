"""What whoever leads looks at: overviews, the calendar of what comes, the letter of the morning."""
