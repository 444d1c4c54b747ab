"""Our own application beside the least that Python can do, measured in one interleaved run: `make bench`."""
