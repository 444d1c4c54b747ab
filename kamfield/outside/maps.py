"""Where an address lies on the map: asked of a Nominatim server, or of a dictionary in tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

PUBLIC_NOMINATIM = "https://nominatim.openstreetmap.org"

Precision = Literal["building", "street", "town", "region"]


@dataclass(frozen=True)
class Located:
    """A place: WGS-84 degrees, the map's own wording of the address, how exact it is if known."""

    latitude: float
    longitude: float
    label: str
    precision: Precision | None = None

    @property
    def position(self) -> tuple[float, float]:
        """``(latitude, longitude)``."""
        return self.latitude, self.longitude


class MapsUnavailable(Exception):
    """The map gave no answer this time; `retry_after_seconds` if it said when to come back."""

    def __init__(self, reason: str, retry_after_seconds: int | None = None):
        super().__init__(reason)
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds


class Maps(Protocol):
    """Something that knows where addresses are."""

    def locate(self, address: str, country: str | None) -> Located | None:
        """The best match for the address, within the ISO 3166-1 alpha-2 `country` if given; None if unknown.

        Raises MapsUnavailable when the map could not be asked or did not answer sensibly.
        """


class GeopyMaps:
    """A Nominatim server, asked through geopy.

    `user_agent` names this installation, as the public server's usage policy demands
    (https://operations.osmfoundation.org/policies/nominatim/); the same policy allows one question a second,
    which `pause_seconds` keeps within this process. `base_url` may have a path. ValueError if it is not an
    http(s) address.
    """

    def __init__(
        self,
        user_agent: str,
        base_url: str = PUBLIC_NOMINATIM,
        *,
        timeout_seconds: float = 10.0,
        pause_seconds: float = 1.0,
    ):
        from geopy.extra.rate_limiter import RateLimiter  # only where a map is asked: it is large

        nominatim = _nominatim(user_agent, base_url, timeout_seconds)
        # Retries are the caller's: a due row that failed comes again, without a worker sleeping here
        # meanwhile.
        self._geocode = RateLimiter(
            nominatim.geocode,
            min_delay_seconds=pause_seconds,
            error_wait_seconds=pause_seconds,
            max_retries=0,
            swallow_exceptions=False,
        )

    def locate(self, address: str, country: str | None) -> Located | None:
        from geopy.exc import GeocoderRateLimited, GeopyError

        if not address.strip():
            return None
        try:
            found = self._geocode(address, country_codes=country.lower() if country else None)
            return None if found is None else _located(found.raw)
        except GeocoderRateLimited as error:
            raise MapsUnavailable(str(error), error.retry_after) from error
        except GeopyError as error:
            raise MapsUnavailable(str(error)) from error
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            # geopy takes the answer apart without looking: JSON of another shape fails with whatever it
            # meets first.
            raise MapsUnavailable(f"The map's answer makes no sense: {error}") from error


class SilentMaps:
    """A map of the addresses it is given; a MapsUnavailable among them is raised. `asked` keeps the
    questions.
    """

    def __init__(self, known: Mapping[str, Located | MapsUnavailable]):
        self._known = known
        self.asked: list[tuple[str, str | None]] = []

    def locate(self, address: str, country: str | None) -> Located | None:
        self.asked.append((address, country))
        answer = self._known.get(address)
        if isinstance(answer, MapsUnavailable):
            raise answer
        return answer


def _nominatim(user_agent: str, base_url: str, timeout_seconds: float) -> Any:
    from geopy.adapters import URLLibAdapter
    from geopy.geocoders import Nominatim

    url = urlsplit(base_url)
    if url.scheme not in ("http", "https") or not url.hostname or url.query or url.fragment:
        raise ValueError(f"{base_url!r} is not the address of a map server (https://host/path)")
    return Nominatim(
        user_agent=user_agent,
        scheme=url.scheme,
        domain=url.netloc + url.path,
        timeout=timeout_seconds,
        # geopy would take `requests` if it happens to be installed, which sleeps through a Retry-After.
        adapter_factory=URLLibAdapter,
    )


def _located(place: Mapping[str, Any]) -> Located:
    latitude, longitude = float(place["lat"]), float(place["lon"])
    # Said positively, so that NaN is refused as well.
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError(f"{place['lat']}, {place['lon']} is nowhere on earth")
    return Located(latitude, longitude, str(place.get("display_name", "")), _precision(place.get("place_rank")))


def _precision(place_rank: object) -> Precision | None:
    """Search rank, 30 house to 4 country: https://nominatim.org/release-docs/latest/customize/Ranking/."""
    if not isinstance(place_rank, int):
        return None
    if place_rank >= 30:
        return "building"
    if place_rank >= 26:
        return "street"
    return "town" if place_rank >= 13 else "region"
