"""The law and the arithmetic of a utility supplier.

Pure rules, dated parameters, columns in and columns out.
"""
