"""The parts of the report: numbers, figures, similar answers, and the page they stand on."""
