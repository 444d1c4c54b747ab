"""The blueprint of sync."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("sync", __name__, description="Offline phones: the WatermelonDB sync protocol")
