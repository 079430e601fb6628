"""Many reports as tables: finding the sources, the parallel build, its journal, and the stores."""
