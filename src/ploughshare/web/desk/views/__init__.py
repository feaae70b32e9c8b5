"""Pages of the review desk: for signed-in editors only, and kept by no cache."""
