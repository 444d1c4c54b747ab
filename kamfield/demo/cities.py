"""Real cities, where each rep's invented clients have their plants: their own first, the others a day trip away.

Centres in WGS-84 degrees, rounded.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class City:
    """A city and the streets that an invented address may stand in."""

    name: str
    country: str
    latitude: float
    longitude: float
    streets: tuple[str, ...]


CITIES: dict[str, tuple[City, ...]] = {
    "li.na": (
        City("上海", "CN", 31.23, 121.47, ("沪青平公路", "漕宝路", "金海路", "川沙路", "宝安公路")),
        City("嘉兴", "CN", 30.75, 120.76, ("南湖大道", "中环东路", "亚太路")),
        City("宁波", "CN", 29.87, 121.54, ("江南公路", "骆驼街道慈海南路", "鄞县大道")),
        City("杭州", "CN", 30.27, 120.16, ("通惠中路", "启智街", "白杨街道四号大街")),
    ),
    "wang.lei": (
        City("苏州", "CN", 31.30, 120.59, ("苏虹中路", "星湖街", "金枫路", "东环路")),
        City("无锡", "CN", 31.49, 120.31, ("长江路", "锡士路", "新华路")),
        City("常州", "CN", 31.81, 119.97, ("通江大道", "黄河西路", "武宜路")),
        City("南京", "CN", 32.06, 118.80, ("将军大道", "浦口大道", "天元东路")),
    ),
    "chen.jie": (
        City("北京", "CN", 39.90, 116.41, ("科创十四街", "顺平路", "沙阳路", "京良路")),
        City("天津", "CN", 39.13, 117.20, ("洞庭路", "黄海路", "津塘公路")),
        City("唐山", "CN", 39.63, 118.18, ("滨海大道", "开越路")),
        City("保定", "CN", 38.87, 115.46, ("朝阳北大街", "隆兴西路", "向阳北大街")),
    ),
    "jonas.weber": (
        City("Stuttgart", "DE", 48.78, 9.18, ("Hedelfinger Straße", "Pragstraße", "Vaihinger Straße")),
        City("München", "DE", 48.14, 11.58, ("Frankfurter Ring", "Landsberger Straße", "Moosacher Straße")),
        City("Nürnberg", "DE", 49.45, 11.08, ("Fürther Straße", "Ostendstraße", "Sigmundstraße")),
        City("Dornbirn", "AT", 47.41, 9.74, ("Lustenauer Straße", "Höchster Straße", "Wallenmahd")),
    ),
    "sophie.martin": (
        City("Lyon", "FR", 45.76, 4.84, ("Rue de Gerland", "Avenue Jean Jaurès", "Route de Vienne")),
        City("Grenoble", "FR", 45.19, 5.72, ("Rue des Martyrs", "Avenue de l'Industrie")),
        City("Saint-Étienne", "FR", 45.44, 4.39, ("Rue Bergson", "Rue de la Montat", "Boulevard Thiers")),
        City("Valence", "FR", 44.93, 4.89, ("Avenue de Romans", "Rue Faventines", "Avenue de Marseille")),
    ),
    "emily.carter": (
        City("Chicago", "US", 41.88, -87.63, ("S Pulaski Road", "W Fulton Street", "S Torrence Avenue")),
        City("Milwaukee", "US", 43.04, -87.91, ("W Canal Street", "S 13th Street")),
        City("Rockford", "US", 42.27, -89.09, ("E State Street", "Kishwaukee Street", "Harrison Avenue")),
        City("South Bend", "US", 41.68, -86.25, ("Sample Street", "Western Avenue")),
    ),
}
