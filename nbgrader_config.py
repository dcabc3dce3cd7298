"""nbgrader's configuration: the course's folders, and who grades. `nbgrader` reads it here."""

c = get_config()

c.CourseDirectory.course_id = "pixels-to-panoptic"
c.CourseDirectory.source_directory = "notebooks"  # notebooks/02_kmeans is the assignment 02_kmeans
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "GUIDE*.md",
    "farm_report*.html",
]

# An unwritten exercise must be told from a wrong one: the check reads this exception.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Students' code runs in our sandbox and is scored outside it; see autograder/nbgrader_plugin.py.
c.Autograde.exporter_class = "autograder.nbgrader_plugin.ReadAnything"
c.Autograde.sanitize_preprocessors = []  # the sandbox gets what was handed in
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.RunInSandbox",
    "autograder.nbgrader_plugin.SaveJudgedScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]
