"""Words for what is seen in the sky and the air, and the hour and weather each of them needs."""

from philae.studio.scene import Phenomenon, Place, Time, Weather

PHENOMENA: dict[Phenomenon, dict[str, str]] = {
    "aurora": {
        "en": "aurora, aurora borealis, northern lights, polar lights", "de": "polarlicht, polarlichter, nordlicht, nordlichter, polarlichtern, nordlichtern",
        "fr": "aurore boréale, aurores boréales, aurore polaire", "es": "aurora, aurora boreal, auroras boreales, luces del norte", "it": "aurora boreale, luci del nord, aurora polare",
        "pt": "aurora, aurora boreal, luzes do norte", "nl": "noorderlicht, poollicht", "pl": "zorza, zorza polarna, zorzą, zorzy", "ru": "северное сияние, полярное сияние, сияние",
        "zh": "极光, 北极光", "ja": "オーロラ, 極光", "ko": "오로라, 북극광", "tr": "kuzey ışıkları, kutup ışıkları", "ar": "شفق قطبي, الشفق القطبي, شفق",
    },
    "stars": {
        "en": "stars, star, starry, starry sky, starlight, starry night, shooting star, milky way", "de": "sterne, stern, sternenhimmel, sternklar, sternenlicht, sternennacht, sternschnuppe, sternen, milchstraße",
        "fr": "étoile, étoiles, ciel étoilé, étoilé, étoilée, nuit étoilée, voie lactée", "es": "estrella, estrellas, cielo estrellado, estrellado, noche estrellada, vía láctea",
        "it": "stella, stelle, cielo stellato, stellato, notte stellata, via lattea", "pt": "estrela, estrelas, céu estrelado, estrelado, noite estrelada, via láctea",
        "nl": "ster, sterren, sterrenhemel, melkweg", "pl": "gwiazda, gwiazdy, gwiaździste niebo, gwiazdami, gwieździsty", "ru": "звезда, звезды, звездное небо, звездами, звездный",
        "zh": "星空, 星星, 繁星, 群星, 星光, 流星, 银河", "ja": "星空, 星, 満天の星, 流れ星, 天の川", "ko": "별, 별빛, 별이 빛나는, 별하늘, 별똥별, 은하수", "tr": "yıldız, yıldızlar, yıldızlı, samanyolu", "ar": "نجوم, نجمة, نجم",
    },
    "moon": {
        "en": "moon, full moon, moonlight, moonlit, crescent moon, moonrise", "de": "mond, vollmond, mondlicht, mondschein, mondsichel, halbmond",
        "fr": "lune, pleine lune, clair de lune, croissant de lune", "es": "luna, luna llena, luz de la luna, luz de luna", "it": "luna, luna piena, chiaro di luna",
        "pt": "lua, lua cheia, luar", "nl": "maan, volle maan, maanlicht", "pl": "księżyc, pełnia, księżyca, księżycem", "ru": "луна, полнолуние, луной, лунный свет, лунный",
        "zh": "月亮, 满月, 月光, 明月, 月夜, 月下", "ja": "月, 満月, 月光, 月明かり, 三日月, 月夜", "ko": "달, 보름달, 달빛, 초승달", "tr": "dolunay, ay ışığı, mehtap, hilal", "ar": "قمر, بدر, ضوء القمر, هلال",
    },
    "rainbow": {
        "en": "rainbow", "de": "regenbogen", "fr": "arc-en-ciel, arc en ciel", "es": "arcoíris, arco iris, arcoiris", "it": "arcobaleno", "pt": "arco-íris, arco íris", "nl": "regenboog",
        "pl": "tęcza, tęczą, tęczy", "ru": "радуга, радугой", "zh": "彩虹", "ja": "虹", "ko": "무지개", "tr": "gökkuşağı", "ar": "قوس قزح",
    },
    "fireflies": {
        "en": "fireflies, firefly, glow worms, glowing lights, fairy lights", "de": "glühwürmchen, leuchtkäfer", "fr": "lucioles, luciole", "es": "luciérnagas, luciérnaga", "it": "lucciole, lucciola",
        "pt": "vaga-lumes, vagalumes, pirilampos, vagalume", "nl": "vuurvliegjes, glimwormen", "pl": "świetliki, świetlik", "ru": "светлячки, светлячок, светлячками", "zh": "萤火虫", "ja": "蛍, ホタル, ほたる",
        "ko": "반딧불이, 반딧불", "tr": "ateş böcekleri, ateşböceği, ateş böceği", "ar": "يراعات, اليراعات",
    },
    "lightning": {
        "en": "lightning, thunder, thunderbolt", "de": "blitz, blitze, blitzen, donner", "fr": "éclair, éclairs, foudre", "es": "relámpago, rayo, relámpagos, rayos", "it": "fulmine, fulmini, lampo, lampi",
        "pt": "relâmpago, raio, relâmpagos, raios", "nl": "bliksem, bliksemflits", "pl": "błyskawica, piorun, błyskawice, pioruny", "ru": "молния, молнии, молниями, гром", "zh": "闪电, 雷电", "ja": "稲妻, 雷, 稲光",
        "ko": "번개, 벼락, 천둥", "tr": "şimşek, yıldırım", "ar": "برق, صاعقة",
    },
}  # fmt: skip

NEEDS: dict[Phenomenon, tuple[Time | None, Weather | None]] = {
    "aurora": ("night", "clear"), "stars": ("night", "clear"), "moon": ("night", None),
    "rainbow": ("day", "clouds"), "fireflies": ("night", None), "lightning": (None, "storm"),
}  # fmt: skip
"""The time and weather in which a phenomenon is seen, taken when the prompt says nothing else."""

WHERE: dict[Phenomenon, Place] = {
    "aurora": "lake", "stars": "alpine", "moon": "sea", "rainbow": "meadow", "fireflies": "forest", "lightning": "sea",
}  # fmt: skip
"""The place that shows a phenomenon best, taken when neither place nor subject is said."""
