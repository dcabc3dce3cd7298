"""What runs inside the jail: it knows no answer, no grade and no other submission.

It is imported as ``inside`` there, beside ``course_lib``; nothing else of the grader is in reach.
"""
