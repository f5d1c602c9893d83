"""Links: the same captures, judged as links; drift, strikes over runs, rescue."""
