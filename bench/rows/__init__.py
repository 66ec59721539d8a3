"""The rows, a file each: `measure()` gives what it found."""
