// No page draws charts: the desk shows its bars without a program.
