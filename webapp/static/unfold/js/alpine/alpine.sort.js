// No row is sorted by dragging.
