"""The quantities all ways of charging speak of, with the bounds within which their products stay
exact.
"""

from tariffs.exact import column

VOLUME_PLACES = 6
"""Of a volume on its way to a line of charges: as many as meters and norms give.

Only the line itself is rounded to fewer.
"""
TARIFF = column("tariff", places=5, most=10**7)
MULTIPLIER = column("multiplier", places=3, most=100, positive=True)
VOLUME = column("volume", places=VOLUME_PLACES, most=10**9)
NORM = column("norm", places=6, most=10**3)
PERSONS = column("persons", most=10**4)
RESIDENTS = column(
    "persons", most=10**4, positive=True
)  # nobody lives there: the owners are counted (pp. 56(2), 148(36))
TOTAL_PERSONS = column("total_persons", most=10**4, positive=True)
AREA = column("area", places=3, most=10**6, positive=True)
TOTAL_AREA = column("total_area", places=3, most=10**7, positive=True)
BUILDING_VOLUME = column("building_volume", places=VOLUME_PLACES, most=10**9)
PREMISES_VOLUME = column("premises_volume", places=VOLUME_PLACES, most=10**9)
