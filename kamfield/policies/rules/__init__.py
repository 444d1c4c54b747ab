"""What the policies are, what they are until somebody changes them, and which days are worked."""
