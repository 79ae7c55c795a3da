"""The S-expressions of pflow's token models (`.pflow`)."""
