"""What is published about the data: one module for each document or standard."""
