"""What is found in a file that a person should look at: nothing of it stops a row."""
