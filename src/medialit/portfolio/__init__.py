"""What a student has done: how far they are, and everything they wrote, to keep or to delete."""
