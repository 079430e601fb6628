"""Every sum of a report with its part in the case: ordered, a component, offered before, deductible and so on."""
