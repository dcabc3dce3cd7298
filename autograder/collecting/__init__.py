"""Takes what students handed in from Moodle, Canvas or a folder into a class's folder, safely."""
