"""Issues of clients: complaints, disputes, trial problems and requests, until they are resolved."""
