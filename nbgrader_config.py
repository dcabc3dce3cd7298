"""nbgrader's configuration: the course's folders. `nbgrader` commands run in this folder read it."""

c = get_config()

c.CourseDirectory.course_id = "pixels-to-panoptic"
c.CourseDirectory.source_directory = "notebooks"  # notebooks/02_kmeans is the assignment 02_kmeans
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "GUIDE*.md"]

# An unwritten exercise must be told from a wrong one: the check reads this exception.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"
