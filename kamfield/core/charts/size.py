"""How wide a picture is on its page; whoever only leaves room for one needs nothing that draws."""

WIDTH = 328  # in pixels of a page: what a phone of 360 has between its margins
