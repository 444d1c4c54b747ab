"""A background process of its own, `python -m tests.reminders.one_worker DATABASE SMTP INSTANT`."""

import sys
import threading
from datetime import datetime

from kamfield.core.clock import starting_at
from kamfield.core.db import connect
from kamfield.outside import Outside, silent
from kamfield.outside.mail import SmtpMail
from kamfield.worker import Worker


def main() -> None:
    """Works off what is due until nobody listens any more."""
    database_url, smtp_url, instant = sys.argv[1:]
    doors = silent()
    mail = SmtpMail(smtp_url, "Kamfield <kamfield@example.com>", timeout_seconds=5)
    outside = Outside(doors.public_url, mail, doors.maps, doors.files)
    worker = Worker(connect(database_url), starting_at(datetime.fromisoformat(instant)), outside)
    threading.Thread(target=lambda: (sys.stdin.read(), worker.stopping.set()), daemon=True).start()
    while not worker.stopping.wait(0.05):
        worker.run_due()


if __name__ == "__main__":
    main()
