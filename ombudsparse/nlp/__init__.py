"""The spaCy pipeline that finds what happened on each date and who did it."""
