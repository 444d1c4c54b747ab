"""Where Chinese map services draw with a shift, as a coarse outline."""

Row = tuple[float, float, float, float]

# Rows of (south, north, west, east) in degrees, from the south to the north. They hug the land border within
# some tens of kilometres, on the generous side: a town of China must never fall out, its neighbours' cities
# should. Hong Kong and Macau are inside. Taiwan is outside.
OUTLINE: tuple[Row, ...] = (
    (15.7, 20.2, 108.5, 113.0),  # Hainan, Paracel Islands
    (20.2, 21.4, 108.9, 117.0),  # Leizhou
    (21.1, 22.4, 100.0, 101.9),  # Xishuangbanna
    (21.4, 22.4, 106.6, 117.5),  # Guangxi and Guangdong coast, Macau, Hong Kong
    (22.3, 23.8, 98.8, 117.5),
    (23.8, 25.7, 97.5, 119.95),  # west to Ruili, east to Pingtan, short of Taiwan
    (25.7, 27.3, 98.4, 121.2),
    (27.3, 27.9, 88.75, 89.2),  # Yadong
    (27.3, 27.9, 98.2, 122.0),
    (27.9, 28.4, 85.5, 122.4),  # from Zhangmu
    (28.4, 29.4, 84.5, 122.9),
    (29.4, 30.1, 82.5, 123.0),
    (30.1, 31.2, 80.5, 123.0),  # from Purang
    (31.2, 35.5, 78.5, 123.0),
    (35.5, 36.8, 76.0, 123.2),
    (36.8, 39.4, 74.2, 123.4),  # from Taxkorgan to the islands off Dalian
    (39.4, 40.8, 73.4, 125.2),  # from the Pamirs to Dandong
    (40.8, 42.0, 76.5, 128.5),
    (42.0, 42.8, 79.9, 131.0),
    (42.8, 45.0, 80.2, 96.5),  # Dzungaria; Mongolia lies between this row and the next
    (42.8, 45.0, 110.5, 131.5),  # from Erenhot to Suifenhe
    (45.0, 47.2, 82.0, 91.2),
    (45.0, 46.8, 113.9, 133.6),
    (46.8, 48.4, 115.5, 134.9),  # short of Khabarovsk
    (47.2, 49.2, 85.4, 89.8),  # Altay
    (48.4, 50.4, 115.5, 131.0),
    (50.4, 53.6, 119.0, 127.3),  # to Mohe
)


def is_inside(latitude: float, longitude: float, *, margin: float = 0.0) -> bool:
    """Whether a WGS-84 position lies in the outline or within `margin` degrees of it, its edges included."""
    return any(_holds(row, latitude, longitude, margin) for row in OUTLINE)


def is_near(latitude: float, longitude: float) -> bool:
    """Whether a position in any datum may lie in the outline: a quick look that is wrong only for the yes."""
    return _holds(_BOUNDS, latitude, longitude, 0.1)


def _holds(row: Row, latitude: float, longitude: float, margin: float) -> bool:
    south, north, west, east = row
    return south - margin <= latitude <= north + margin and west - margin <= longitude <= east + margin


_BOUNDS: Row = (
    min(row[0] for row in OUTLINE),
    max(row[1] for row in OUTLINE),
    min(row[2] for row in OUTLINE),
    max(row[3] for row in OUTLINE),
)
