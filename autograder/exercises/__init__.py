"""Exercise specs, one module a unit: reference, cases, right answers, misconceptions."""
