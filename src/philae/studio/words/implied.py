"""What a prompt leaves unsaid: where a noun is at home, and the best light of a place."""

from philae.studio.scene import Place, Time, Weather

HOMES: dict[Place, str] = {
    "forest": "fox wolf deer bear squirrel owl mushroom wizard ghost pine snail",
    "meadow": "dog horse cow pig sheep goat rabbit mouse unicorn bird butterfly bee person man woman child tree flower "
    "sunflower windmill tractor elephant giraffe zebra lion dinosaur rooster truck",
    "snow": "penguin snowman",
    "jungle": "tiger monkey panda snake parrot crocodile",
    "lake": "frog duck swan flamingo bridge",
    "alpine": "dragon eagle castle tower tent airplane helicopter balloon locomotive bicycle ufo",
    "sea": "ship sailboat",
    "beach": "turtle palm lighthouse umbrella ball",
    "underwater": "fish shark whale dolphin octopus submarine",
    "desert": "camel cactus pyramid",
    "village": "cat house church",
    "city": "robot car bus",
    "moon": "astronaut",
    "space": "rocket",
    "backdrop": "cup teapot bottle vase lamp candle book chair guitar crown diamond sword key apple orange banana pumpkin cake",
}
HOME: dict[str, Place] = {noun: place for place, nouns in HOMES.items() for noun in nouns.split()}
"""Noun → the place it is drawn in when the prompt names none."""

LIGHT: dict[Place, tuple[Time, Weather]] = {
    "alpine": ("dawn", "clear"), "sea": ("sunset", "clear"), "beach": ("day", "clear"), "desert": ("sunset", "clear"),
    "forest": ("dawn", "clear"), "meadow": ("day", "clouds"), "snow": ("dawn", "clear"), "lake": ("dawn", "clear"),
    "city": ("sunset", "clear"), "village": ("dawn", "clear"), "islands": ("sunset", "clouds"), "space": ("night", "clear"),
    "underwater": ("day", "clear"), "jungle": ("day", "clear"), "cave": ("day", "clear"), "moon": ("night", "clear"),
    "abstract": ("day", "clear"), "backdrop": ("day", "clear"),
}  # fmt: skip
"""The light that suits each place, taken when the prompt names none."""
