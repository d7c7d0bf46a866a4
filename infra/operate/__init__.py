"""What a person does with a deployed stack: going live, and asking whether all is well."""
