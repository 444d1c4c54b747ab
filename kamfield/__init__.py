"""Visit planning and field activity for key-account teams."""
