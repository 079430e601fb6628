"""Many reports as tables: sources, the parallel build, the schema, and the stores."""
