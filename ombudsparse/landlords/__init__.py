"""Printed names of landlords → canonical landlords: `names` folds words, `table` holds the data, `resolve` decides."""
