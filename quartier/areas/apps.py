from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "quartier.areas"

    def ready(self) -> None:
        from quartier.areas import panels, queries
        from quartier.kit import access, pagecache

        panels.register()
        access.AREA["find"] = queries.find_area
        pagecache.LOOKUPS["area"] = (queries.area_stamp, queries.load_area)
        pagecache.LOOKUPS["city"] = (queries.city_stamp, queries.load_city)
