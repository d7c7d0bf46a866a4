"""The ports' implementations; every SDK of the project lives in here and nowhere else."""
