"""Pages of debt recovery: a view reads a form, calls one query or one operation, and shows what came."""
