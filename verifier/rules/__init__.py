"""The catalogue of rules: what each finding's code means, why a historian cares, and an example."""

from verifier.rules.base import Family, Rule
from verifier.rules.lookup import catalogue, rule

__all__ = ["Family", "Rule", "catalogue", "rule"]
