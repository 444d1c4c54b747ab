"""The columns that both sides of the comparison send."""

ACCOUNT = (
    "id",
    "version",
    "code",
    "name",
    "relationship",
    "tier",
    "status",
    "parent_id",
    "lead_id",
    "industry",
    "tags",
    "time_zone",
    "last_visited_on",
    "created_at",
    "updated_at",
)
EXPORT = ("id", "code", "name", "relationship", "tier", "status", "lead_id", "industry")
