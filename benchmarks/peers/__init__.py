"""The verifier beside other open tools, on the same cases in the same run (see docs/peers.md)."""
