"""Where things are and how far apart: points, distances, travel estimates and check-in verdicts, all pure."""
