"""What authors write: net and application documents, and their published schema."""
