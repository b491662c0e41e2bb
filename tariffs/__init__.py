"""The law and the arithmetic of a utility supplier: pure rules, dated parameters, columns in and columns out."""
