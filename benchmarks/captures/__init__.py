"""What keeping and fetching cost: `python -m benchmarks.captures [store|fetch|pace|all]`."""
