"""What the API is asked for: one module a resource, all of one shape: access, serializer, filters,
views.
"""
