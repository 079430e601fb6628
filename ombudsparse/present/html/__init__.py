"""Pages and notebook views: the report page with text beside records, and what a notebook shows of a report."""
