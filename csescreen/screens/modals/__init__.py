"""Short questions and explanations that stand over the workspace."""
