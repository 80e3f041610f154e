from quartier.publishing.views.public.front import LINE, _set_apart


def test_names_of_small_neighbours_on_the_map_do_not_cover_each_other():
    names = [{"name": name, "x": 300, "y": y} for name, y in (("Moabit Ost", 204), ("Moabit West", 200), ("Süd", 500))]
    far = {"name": "Wedding", "x": 60, "y": 201}
    _set_apart([*names, far])
    assert [one["y"] for one in names] == [200 + LINE, 200, 500]
    assert far["y"] == 201
