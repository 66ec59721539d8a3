"""Words for the time of day: time → language → comma-separated words."""

from philae.studio.scene import Time

TIMES: dict[Time, dict[str, str]] = {
    "dawn": {
        "en": "dawn, sunrise, morning, daybreak, early morning, first light, morning light",
        "de": "morgendämmerung, sonnenaufgang, morgen, morgens, morgengrauen, morgenlicht, tagesanbruch, früh am morgen",
        "fr": "aube, lever du soleil, lever de soleil, matin, aurore, matinée, petit matin", "es": "amanecer, alba, mañana, salida del sol, madrugada",
        "it": "alba, mattina, mattino, aurora, sorgere del sole", "pt": "amanhecer, nascer do sol, manhã, alvorada, madrugada",
        "nl": "dageraad, zonsopgang, ochtend, ochtendlicht", "pl": "świt, świcie, wschód słońca, wschodzie słońca, poranek, rano, ranek",
        "ru": "рассвет, восход, утро, утром, на рассвете, утренний", "zh": "日出, 黎明, 清晨, 早晨, 早上, 晨曦, 拂晓", "ja": "夜明け, 日の出, 朝, 早朝, 朝焼け, 明け方",
        "ko": "새벽, 일출, 아침, 해돋이, 동틀녘, 동틀 녘", "tr": "şafak, gün doğumu, sabah, gündoğumu", "ar": "فجر, شروق, شروق الشمس, صباح",
    },
    "day": {
        "en": "day, daytime, daylight, noon, midday, afternoon, sunshine, broad daylight, summer, summery",
        "de": "tag, tagsüber, tageslicht, mittag, mittags, nachmittag, sonnenschein, sommer, sommerlich, am tag",
        "fr": "jour, journée, midi, après-midi, plein jour, été, estival", "es": "día, mediodía, de día, tarde soleada, verano, pleno día",
        "it": "giorno, mezzogiorno, pomeriggio, estate, di giorno, estivo", "pt": "dia, meio-dia, de dia, verão, plena luz do dia",
        "nl": "dag, overdag, middag, zomer", "pl": "dzień, południe, w dzień, lato, popołudnie", "ru": "день, днем, полдень, лето, летний",
        "zh": "白天, 正午, 中午, 下午, 夏天, 夏日", "ja": "昼, 日中, 正午, 真昼, 昼間, 夏, 午後", "ko": "낮, 대낮, 정오, 한낮, 여름, 오후",
        "tr": "gündüz, öğle, gün ortası, öğlen, yaz", "ar": "نهار, ظهر, ظهيرة, صيف",
    },
    "sunset": {
        "en": "sunset, dusk, evening, golden hour, twilight, sundown, setting sun, evening light, blue hour, golden light",
        "de": "sonnenuntergang, abenddämmerung, abend, abends, goldene stunde, dämmerung, abendrot, abendlicht, untergehende sonne, "
        "blaue stunde, goldenen stunde, sonnenuntergangs",
        "fr": "coucher du soleil, coucher de soleil, crépuscule, soir, soirée, heure dorée, soleil couchant, lumière dorée",
        "es": "atardecer, puesta de sol, puesta del sol, ocaso, crepúsculo, hora dorada, anochecer, tarde",
        "it": "tramonto, crepuscolo, sera, ora d'oro, ora dorata, imbrunire", "pt": "pôr do sol, por do sol, entardecer, crepúsculo, hora dourada, anoitecer",
        "nl": "zonsondergang, schemering, avond, gouden uur, avondrood", "pl": "zachód słońca, zachodzie słońca, zmierzch, zmierzchu, wieczór, złota godzina",
        "ru": "закат, закате, сумерки, вечер, вечером, золотой час", "zh": "日落, 黄昏, 傍晚, 夕阳, 晚霞, 落日, 黄金时刻", "ja": "夕日, 夕焼け, 日没, 夕暮れ, 黄昏, 夕方, ゴールデンアワー",
        "ko": "일몰, 노을, 석양, 해질녘, 황혼, 저녁, 해 질 녘", "tr": "gün batımı, günbatımı, akşam, alacakaranlık, altın saat", "ar": "غروب, غروب الشمس, غسق, مساء",
    },
    "night": {
        "en": "night, nighttime, midnight, nocturnal, at night, night sky", "de": "nacht, nachts, mitternacht, nächtlich, bei nacht, nachthimmel",
        "fr": "nuit, minuit, nocturne, de nuit, ciel nocturne", "es": "noche, medianoche, nocturno, de noche, cielo nocturno",
        "it": "notte, mezzanotte, notturno, di notte, cielo notturno", "pt": "noite, meia-noite, noturno, à noite, de noite",
        "nl": "nacht, middernacht, nachtelijk", "pl": "noc, nocy, nocą, północ, nocny", "ru": "ночь, ночи, ночью, полночь, ночной",
        "zh": "夜晚, 夜, 深夜, 午夜, 夜里, 晚上, 夜空", "ja": "夜, 真夜中, 深夜, 夜空, 夜中", "ko": "밤, 한밤중, 자정, 밤하늘, 심야", "tr": "gece, gece yarısı, geceleyin",
        "ar": "ليل, ليلة, منتصف الليل",
    },
}  # fmt: skip
