"""The nouns that the studio can draw: English key → the emoji that names it in every language.

The emoji is only a key into the multilingual names of the `emoji` package; nothing draws the glyph itself.
An empty string: no emoji names it, its words stand in `words`. Every noun has a template in `figures`, which a test asserts.
"""

NOUNS: dict[str, str] = {
    # animals
    "fox": "🦊", "wolf": "🐺", "dog": "🐕", "cat": "🐈", "horse": "🐎", "deer": "🦌", "bear": "🐻", "lion": "🦁",
    "tiger": "🐅", "elephant": "🐘", "giraffe": "🦒", "cow": "🐄", "pig": "🐖", "sheep": "🐑", "goat": "🐐",
    "rabbit": "🐇", "mouse": "🐁", "squirrel": "🐿️", "zebra": "🦓", "camel": "🐫", "monkey": "🐒", "panda": "🐼",
    "unicorn": "🦄", "dragon": "🐉", "turtle": "🐢", "frog": "🐸", "snake": "🐍", "crocodile": "🐊", "dinosaur": "🦕",
    "bird": "🐦", "owl": "🦉", "eagle": "🦅", "duck": "🦆", "swan": "🦢", "penguin": "🐧", "rooster": "🐓",
    "parrot": "🦜", "flamingo": "🦩", "fish": "🐟", "shark": "🦈", "whale": "🐋", "dolphin": "🐬", "octopus": "🐙",
    "butterfly": "🦋", "bee": "🐝", "snail": "🐌",
    # people
    "person": "🧍", "man": "👨", "woman": "👩", "child": "🧒", "astronaut": "🧑‍🚀", "wizard": "🧙", "robot": "🤖",
    "snowman": "⛄", "ghost": "👻",
    # plants
    "tree": "🌳", "pine": "🌲", "palm": "🌴", "cactus": "🌵", "flower": "🌷", "sunflower": "🌻", "mushroom": "🍄",
    # buildings
    "house": "🏠", "castle": "🏰", "church": "⛪", "tower": "", "tent": "⛺", "lighthouse": "", "windmill": "",
    "pyramid": "", "bridge": "",
    # vehicles
    "car": "🚗", "truck": "🚚", "bus": "🚌", "locomotive": "🚂", "bicycle": "🚲", "airplane": "✈️", "helicopter": "🚁",
    "balloon": "🎈", "ship": "🚢", "sailboat": "⛵", "rocket": "🚀", "ufo": "🛸", "submarine": "", "tractor": "🚜",
    # things
    "cup": "☕", "teapot": "🫖", "bottle": "🍾", "vase": "🏺", "lamp": "💡", "candle": "🕯️", "book": "📖", "chair": "🪑",
    "guitar": "🎸", "ball": "⚽", "crown": "👑", "diamond": "💎", "sword": "🗡️", "key": "🔑", "umbrella": "☂️",
    "apple": "🍎", "orange": "🍊", "banana": "🍌", "pumpkin": "🎃", "cake": "🎂",
}
