"""The pages behind the mails: where a manager decides about a month, and a rep confirms a week, in any browser."""
