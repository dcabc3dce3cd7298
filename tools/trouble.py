"""What the tools say when something is wrong."""


class Trouble(Exception):
    """What is wrong, in a sentence for the person who typed the command."""


def say(text: str) -> None:
    """Print a line at once, also when the output is a file."""
    print(text, flush=True)
