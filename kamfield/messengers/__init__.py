"""Messengers: the robots of company chats that somebody lets Kamfield write to, and what was written there."""
