"""Orders and recommendations: which blocks make up one, what it demands, and by when."""
