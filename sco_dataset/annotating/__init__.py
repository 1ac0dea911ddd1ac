"""The standing of each row's country on each row's day, added to any data frame."""
