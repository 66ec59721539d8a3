"""Words for the weather: weather → language → comma-separated words."""

from philae.studio.scene import Weather

WEATHERS: dict[Weather, dict[str, str]] = {
    "clear": {
        "en": "clear, clear sky, cloudless, sunny, blue sky, sun", "de": "klar, klarer himmel, klarem himmel, wolkenlos, sonnig, sonne, blauer himmel",
        "fr": "clair, ciel dégagé, ciel clair, sans nuages, ensoleillé, soleil, ciel bleu", "es": "despejado, cielo despejado, soleado, sol, cielo azul",
        "it": "sereno, cielo sereno, soleggiato, sole, cielo limpido, cielo azzurro", "pt": "céu limpo, ensolarado, sol, céu azul",
        "nl": "helder, zonnig, zon, onbewolkt", "pl": "słoneczny, bezchmurny, słońce, czyste niebo", "ru": "ясный, солнечный, безоблачный, солнце, ясное небо",
        "zh": "晴朗, 晴天, 阳光, 太阳, 蓝天", "ja": "晴れ, 快晴, 晴天, 太陽, 青空", "ko": "맑은, 맑은 하늘, 화창한, 햇살, 태양", "tr": "açık hava, güneşli, bulutsuz, güneş", "ar": "صافي, صافية, مشمس, شمس",
    },
    "clouds": {
        "en": "cloudy, clouds, cloud, overcast", "de": "wolkig, wolken, wolke, bewölkt, bedeckt", "fr": "nuageux, nuages, nuage, couvert",
        "es": "nublado, nubes, nube, nuboso", "it": "nuvoloso, nuvole, nuvola, coperto", "pt": "nublado, nuvens, nuvem", "nl": "bewolkt, wolken, wolk",
        "pl": "pochmurny, chmury, chmura, zachmurzony", "ru": "облачный, облака, облако, пасмурный, тучи", "zh": "多云, 云, 云朵, 阴天, 云海", "ja": "曇り, 雲, 曇天, 雲海",
        "ko": "구름, 흐린, 구름 낀", "tr": "bulutlu, bulut, bulutlar, kapalı hava", "ar": "غائم, غيوم, سحاب, سحب",
    },
    "rain": {
        "en": "rain, rainy, raining, drizzle, downpour, rainfall, in the rain", "de": "regen, regnerisch, regnet, verregnet, nieselregen, platzregen",
        "fr": "pluie, pluvieux, pluvieuse, pleut, averse", "es": "lluvia, lluvioso, lloviendo, llueve, llovizna", "it": "pioggia, piovoso, piove, acquazzone",
        "pt": "chuva, chuvoso, chovendo, chove", "nl": "regen, regenachtig, regent", "pl": "deszcz, deszczu, deszczowy", "ru": "дождь, дождем, дождливый, ливень, дождя",
        "zh": "雨, 下雨, 雨天, 雨中, 大雨", "ja": "雨, 雨天, 大雨, 小雨", "ko": "비, 빗속, 비가, 비 오는, 비오는", "tr": "yağmur, yağmurlu, yağmurda", "ar": "مطر, ممطر, أمطار",
    },
    "snow": {
        "en": "snowfall, snowing, snowflakes, falling snow, snow falling", "de": "schneefall, schneit, es schneit, schneeflocken, fallender schnee",
        "fr": "chute de neige, il neige, neige qui tombe, flocons, sous la neige", "es": "nevando, nevada, copos de nieve, está nevando",
        "it": "nevicata, nevica, fiocchi di neve, sta nevicando", "pt": "nevando, nevasca, flocos de neve, neve caindo", "nl": "sneeuwval, sneeuwt, het sneeuwt, sneeuwvlokken",
        "pl": "opady śniegu, pada śnieg, płatki śniegu", "ru": "снегопад, снегопада, идет снег, снежинки", "zh": "下雪, 飘雪, 雪花, 大雪纷飞, 飞雪", "ja": "雪が降る, 降雪, 降る雪, 雪降る, 粉雪",
        "ko": "눈 내리는, 눈내리는, 눈이 내리는, 함박눈, 눈송이, 눈 오는", "tr": "kar yağışı, kar yağıyor, kar yağarken, kar taneleri", "ar": "تساقط الثلوج, تساقط الثلج, رقاقات الثلج",
    },
    "fog": {
        "en": "fog, foggy, mist, misty, haze, hazy", "de": "nebel, neblig, nebelig, dunst, dunstig, nebelverhangen, nebels", "fr": "brouillard, brume, brumeux, brumeuse",
        "es": "niebla, neblina, bruma, brumoso, neblinoso", "it": "nebbia, nebbioso, foschia, bruma", "pt": "neblina, névoa, nevoeiro, enevoado, nublina",
        "nl": "mist, mistig, nevel", "pl": "mgła, mgły, mgle, mglisty, zamglony", "ru": "туман, тумане, туманный, дымка", "zh": "雾, 大雾, 薄雾, 雾气, 浓雾", "ja": "霧, 濃霧, もや, 霞",
        "ko": "안개, 안개 낀, 짙은 안개", "tr": "sis, sisli, pus, puslu", "ar": "ضباب, ضبابي",
    },
    "storm": {
        "en": "storm, stormy, thunderstorm, tempest, hurricane, blizzard, snowstorm, tornado, typhoon",
        "de": "sturm, stürmisch, gewitter, unwetter, orkan, schneesturm, tornado, stürmischer see",
        "fr": "tempête, orage, orageux, ouragan, tempétueux, tornade, blizzard", "es": "tormenta, tempestad, tormentoso, huracán, ventisca, tormentosa",
        "it": "tempesta, temporale, tempestoso, burrasca, uragano, bufera", "pt": "tempestade, tormenta, temporal, tempestuoso, furacão",
        "nl": "storm, onweer, stormachtig, orkaan", "pl": "burza, burzy, sztorm, burzowy, zamieć", "ru": "шторм, буря, гроза, штормовой, бурный, метель, ураган",
        "zh": "暴风雨, 风暴, 雷雨, 暴雨, 暴风雪, 台风", "ja": "嵐, 暴風雨, 雷雨, 吹雪, 台風", "ko": "폭풍, 폭풍우, 뇌우, 눈보라, 태풍", "tr": "fırtına, fırtınalı, kasırga, tipi", "ar": "عاصفة, عاصف, عواصف, إعصار",
    },
}  # fmt: skip
