"""What any process needs: kinds of steps, the walk through stages, decisions.

No process is named here.
"""
