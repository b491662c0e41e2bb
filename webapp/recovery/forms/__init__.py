"""Forms of debt recovery: criteria of lists, actions on a case, reports of tasks, terms of schemes."""
