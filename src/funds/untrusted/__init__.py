"""Files from outside that nobody vouches for: opened with care, unpacked by measure, read in a process of their own."""
