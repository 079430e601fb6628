"""The forms in which a dataset is saved, one module a form. Each streams from the Parquet files."""
