"""What the examples of all rows of a map share."""

ROW = {"id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b01", "version": 1, "opportunity_id": "0199a7c2-opportunity"}
AUTHOR = {
    "author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
    "author_name": "Li Na",
    "created_at": "2026-03-01T08:30:00Z",
}
