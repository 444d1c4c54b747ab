"""What is fixed about visits: tables and pure functions, without a database, a wire or a clock."""
