"""Words for colours, and each colour in linear light."""

from philae.studio.scene import RGB

COLOURS: dict[str, RGB] = {
    "red": (0.62, 0.03, 0.03), "orange": (0.80, 0.24, 0.02), "yellow": (0.85, 0.62, 0.04), "green": (0.08, 0.36, 0.06),
    "blue": (0.03, 0.12, 0.58), "purple": (0.25, 0.04, 0.45), "pink": (0.82, 0.22, 0.42), "brown": (0.20, 0.08, 0.03),
    "black": (0.012, 0.012, 0.014), "white": (0.86, 0.86, 0.86), "grey": (0.24, 0.24, 0.25), "gold": (0.78, 0.45, 0.08),
    "silver": (0.55, 0.57, 0.60), "turquoise": (0.04, 0.52, 0.50), "cyan": (0.02, 0.60, 0.75), "magenta": (0.70, 0.03, 0.42),
    "beige": (0.62, 0.50, 0.34), "crimson": (0.45, 0.01, 0.05), "violet": (0.34, 0.10, 0.68), "teal": (0.01, 0.24, 0.25),
    "olive": (0.20, 0.20, 0.03), "light blue": (0.30, 0.58, 0.86), "dark blue": (0.01, 0.03, 0.20), "copper": (0.48, 0.17, 0.06),
}  # fmt: skip

COLOUR_WORDS: dict[str, dict[str, str]] = {
    "red": {
        "en": "red, scarlet, reddish", "de": "rot, rötlich, scharlachrot, feuerrot", "fr": "rouge, roux, rousse", "es": "rojo, roja", "it": "rosso, rossa, rossi", "pt": "vermelho, vermelha", "nl": "rood, rode",
        "pl": "czerwony, rudy", "ru": "красный, рыжий, алый", "zh": "红色, 红, 赤", "ja": "赤, 赤い, 赤色, 紅", "ko": "빨간, 빨간색, 붉은, 빨강", "tr": "kırmızı, kızıl", "ar": "أحمر, حمراء",
    },
    "orange": {
        "en": "orange", "de": "orange, orangefarben", "fr": "orange, orangé", "es": "naranja, anaranjado", "it": "arancione", "pt": "laranja, alaranjado", "nl": "oranje", "pl": "pomarańczowy",
        "ru": "оранжевый", "zh": "橙色, 橘色, 橙", "ja": "オレンジ色, 橙色", "ko": "주황색, 주황, 오렌지색", "tr": "turuncu", "ar": "برتقالي, برتقالية",
    },
    "yellow": {
        "en": "yellow", "de": "gelb", "fr": "jaune", "es": "amarillo, amarilla", "it": "giallo, gialla", "pt": "amarelo, amarela", "nl": "geel, gele", "pl": "żółty", "ru": "желтый",
        "zh": "黄色, 黄", "ja": "黄色, 黄色い", "ko": "노란, 노란색, 노랑", "tr": "sarı", "ar": "أصفر, صفراء",
    },
    "green": {
        "en": "green, emerald", "de": "grün, smaragdgrün", "fr": "vert, verte", "es": "verde", "it": "verde, verdi", "pt": "verde", "nl": "groen, groene", "pl": "zielony", "ru": "зеленый",
        "zh": "绿色, 绿", "ja": "緑, 緑色, 緑の", "ko": "초록, 초록색, 녹색", "tr": "yeşil", "ar": "أخضر, خضراء",
    },
    "blue": {
        "en": "blue, azure, bluish", "de": "blau, bläulich", "fr": "bleu, bleue", "es": "azul", "it": "blu, azzurro", "pt": "azul, azuis", "nl": "blauw, blauwe", "pl": "niebieski, błękitny",
        "ru": "синий, голубой", "zh": "蓝色, 蓝", "ja": "青, 青い, 青色", "ko": "파란, 파란색, 푸른, 파랑", "tr": "mavi", "ar": "أزرق, زرقاء",
    },
    "purple": {
        "en": "purple", "de": "lila, purpur, purpurn", "fr": "pourpre", "es": "morado, púrpura, morada", "it": "porpora", "pt": "roxo, roxa, púrpura", "nl": "paars, paarse", "pl": "fioletowy, purpurowy",
        "ru": "пурпурный, лиловый", "zh": "紫色, 紫", "ja": "紫, 紫色", "ko": "보라색, 보라", "tr": "mor", "ar": "أرجواني, أرجوانية",
    },
    "pink": {
        "en": "pink, rosy", "de": "rosa, pink, rosafarben", "fr": "rose", "es": "rosa, rosado, rosada", "it": "rosa", "pt": "rosa, cor-de-rosa", "nl": "roze", "pl": "różowy", "ru": "розовый",
        "zh": "粉色, 粉红, 粉红色", "ja": "ピンク, ピンク色, 桃色", "ko": "분홍, 분홍색, 핑크", "tr": "pembe", "ar": "وردي, وردية, زهري",
    },
    "brown": {
        "en": "brown, chestnut", "de": "braun", "fr": "marron, brun, brune", "es": "marrón, castaño, café oscuro", "it": "marrone, bruno", "pt": "marrom, castanho, castanha", "nl": "bruin, bruine",
        "pl": "brązowy", "ru": "коричневый, бурый", "zh": "棕色, 褐色", "ja": "茶色, 茶色い, 褐色", "ko": "갈색", "tr": "kahverengi", "ar": "بني, بنية",
    },
    "black": {
        "en": "black", "de": "schwarz, pechschwarz", "fr": "noir, noire", "es": "negro, negra", "it": "nero, nera", "pt": "preto, preta, negro", "nl": "zwart, zwarte", "pl": "czarny", "ru": "черный",
        "zh": "黑色, 黑", "ja": "黒, 黒い, 黒色", "ko": "검은, 검은색, 검정", "tr": "siyah, kara", "ar": "أسود, سوداء",
    },
    "white": {
        "en": "white", "de": "weiß, weiss, schneeweiß", "fr": "blanc, blanche", "es": "blanco, blanca", "it": "bianco, bianca, bianchi", "pt": "branco, branca", "nl": "wit, witte", "pl": "biały",
        "ru": "белый", "zh": "白色, 白", "ja": "白, 白い, 白色", "ko": "하얀, 흰, 흰색, 하얀색", "tr": "beyaz", "ar": "أبيض, بيضاء",
    },
    "grey": {
        "en": "grey, gray", "de": "grau", "fr": "gris, grise", "es": "gris", "it": "grigio, grigia", "pt": "cinza, cinzento", "nl": "grijs, grijze", "pl": "szary", "ru": "серый",
        "zh": "灰色, 灰", "ja": "灰色, グレー", "ko": "회색", "tr": "gri", "ar": "رمادي, رمادية",
    },
    "gold": {
        "en": "gold, golden", "de": "gold, golden, goldfarben", "fr": "or, doré, dorée", "es": "dorado, dorada, oro", "it": "oro, dorato, dorata", "pt": "dourado, dourada, ouro", "nl": "goud, gouden",
        "pl": "złoty", "ru": "золотой, золотистый", "zh": "金色, 金", "ja": "金色, 黄金", "ko": "금색, 황금, 황금색, 금빛", "tr": "altın, altın rengi", "ar": "ذهبي, ذهبية",
    },
    "silver": {
        "en": "silver, silvery", "de": "silber, silbern", "fr": "argent, argenté", "es": "plateado, plata, plateada", "it": "argento, argentato", "pt": "prateado, prata, prateada", "nl": "zilver, zilveren",
        "pl": "srebrny", "ru": "серебряный, серебристый", "zh": "银色, 银", "ja": "銀色", "ko": "은색, 은빛", "tr": "gümüş", "ar": "فضي, فضية",
    },
    "turquoise": {
        "en": "turquoise", "de": "türkis, türkisfarben", "fr": "turquoise", "es": "turquesa", "it": "turchese", "pt": "turquesa", "nl": "turquoise", "pl": "turkusowy", "ru": "бирюзовый", "zh": "青绿色, 绿松石色",
        "ja": "ターコイズ", "ko": "청록색", "tr": "turkuaz", "ar": "فيروزي",
    },
    "cyan": {"en": "cyan, aqua", "de": "cyan", "fr": "cyan", "es": "cian", "it": "ciano", "pt": "ciano", "zh": "青色", "ja": "シアン, 水色"},
    "magenta": {"en": "magenta, fuchsia", "de": "magenta", "fr": "magenta, fuchsia", "es": "magenta, fucsia", "it": "magenta, fucsia", "pt": "magenta", "zh": "洋红色", "ja": "マゼンタ"},
    "beige": {"en": "beige, cream, cream-coloured", "de": "beige, cremefarben", "fr": "beige, crème", "es": "beige, crema", "it": "beige, crema", "pt": "bege, creme", "ru": "бежевый", "zh": "米色", "ja": "ベージュ"},
    "crimson": {"en": "crimson, burgundy, maroon", "de": "karmesinrot, dunkelrot, weinrot", "fr": "cramoisi, bordeaux", "es": "carmesí, granate", "it": "cremisi, bordeaux", "pt": "carmesim, bordô", "ru": "багровый", "zh": "深红色, 深红", "ja": "真紅, 深紅"},
    "violet": {"en": "violet, lavender, lilac", "de": "violett, lavendel, lavendelfarben", "fr": "violet, violette, lavande, mauve", "es": "violeta, lavanda, lila", "it": "viola, lavanda, lilla", "pt": "violeta, lavanda, lilás", "ru": "фиолетовый", "ja": "すみれ色", "zh": "紫罗兰色", "tr": "eflatun"},
    "teal": {"en": "teal, petrol", "de": "petrol, blaugrün", "fr": "bleu canard, bleu pétrole", "es": "verde azulado", "it": "ottanio, verde acqua", "pt": "azul petróleo", "zh": "蓝绿色"},
    "olive": {"en": "olive, khaki", "de": "oliv, olivgrün, khaki", "fr": "olive, kaki", "es": "verde oliva, caqui", "it": "verde oliva, cachi", "pt": "verde oliva, cáqui", "zh": "橄榄色"},
    "light blue": {"en": "light blue, sky blue, pale blue, baby blue", "de": "hellblau, himmelblau", "fr": "bleu clair, bleu ciel", "es": "azul claro, celeste", "it": "azzurro chiaro, celeste", "pt": "azul claro, azul celeste", "ru": "светло-голубой", "zh": "浅蓝色, 天蓝色", "ja": "空色", "ko": "하늘색"},
    "dark blue": {"en": "dark blue, navy, navy blue, indigo, midnight blue", "de": "dunkelblau, marineblau, indigo, nachtblau", "fr": "bleu foncé, bleu marine, bleu nuit, indigo", "es": "azul oscuro, azul marino, índigo", "it": "blu scuro, blu notte, indaco", "pt": "azul escuro, azul marinho", "ru": "темно-синий", "zh": "深蓝色, 深蓝", "ja": "紺色, 紺", "ko": "남색"},
    "copper": {"en": "copper, bronze, rust, rusty, ginger", "de": "kupfer, kupferfarben, bronze, rostrot, rostig", "fr": "cuivre, cuivré, bronze", "es": "cobre, cobrizo, bronce", "it": "rame, ramato, bronzo", "pt": "cobre, bronze", "ru": "медный, бронзовый", "zh": "铜色", "ja": "銅色"},
}  # fmt: skip

TINT_WORDS: dict[str, dict[str, str]] = {
    "autumn": {
        "en": "autumn, autumnal, fall colors, fall colours, indian summer", "de": "herbst, herbstlich", "fr": "automne, automnal", "es": "otoño, otoñal", "it": "autunno, autunnale", "pt": "outono, outonal", "nl": "herfst", "pl": "jesień, jesienny",
        "ru": "осень, осенний", "zh": "秋天, 秋日, 秋季", "ja": "秋, 紅葉", "ko": "가을, 단풍", "tr": "sonbahar", "ar": "خريف",
    },
    "spring": {
        "en": "spring, springtime", "de": "frühling, frühjahr, frühlingshaft", "fr": "printemps", "es": "primavera", "it": "primavera", "pt": "primavera", "nl": "lente, voorjaar", "pl": "wiosna", "ru": "весна, весенний",
        "zh": "春天, 春日", "ja": "春", "ko": "봄", "tr": "ilkbahar, bahar", "ar": "ربيع",
    },
}  # fmt: skip
"""Seasons that change nothing but the picture's tint (winter is the place `snow`, summer is `day`)."""

TINTS: dict[str, RGB] = {"autumn": (0.75, 0.26, 0.03), "spring": (0.42, 0.62, 0.16)}
