"""Training cases as files: read under the frameworks that they are told for, checked, found."""
