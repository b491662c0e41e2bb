"""The facts that papers print, read from the database: one function per kind of document."""
