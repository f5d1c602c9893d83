"""A package, and found as ours: a library of the `archive` extra installs a `tests` of its own."""
