"""What the longer commands of `autograder` show, one module a command."""
