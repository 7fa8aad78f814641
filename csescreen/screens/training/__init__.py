"""The screens of training. Nothing in them is stored; they know of no store."""
