"""The same stack on one machine: an embedded AWS, sandboxes for X and SES, and a front."""
