"""Words for how many and how big: count or factor → language → comma-separated words."""

COUNTS: dict[int, dict[str, str]] = {
    1: {"en": "one, single, lone, solitary", "de": "eins, einzeln, einzelne", "fr": "seul, seule", "es": "solo, único", "it": "solo, unico, singolo", "pt": "único", "zh": "一只, 一匹, 一头, 一个, 一条, 一座, 一艘, 一位, 一朵, 一棵, 一辆", "ja": "一匹, 一頭, 一つ, 一羽, 一人, ひとつ", "ko": "한 마리, 하나, 한마리, 한 명, 한 대", "ru": "один, одна, одно", "nl": "één", "pl": "jeden, jedna"},
    2: {
        "en": "two, pair, couple, twin, twins, both", "de": "zwei, zwo, paar, pärchen, beide", "fr": "deux, paire, couple", "es": "dos, par, pareja", "it": "due, coppia, paio", "pt": "dois, duas, par, casal", "nl": "twee, paar, stel",
        "pl": "dwa, dwie, dwóch, para", "ru": "два, две, двое, пара", "zh": "两只, 两匹, 两头, 两个, 二, 两条, 两座, 两艘, 两位, 两朵, 两棵, 两辆, 一对, 两", "ja": "二匹, 二頭, 二つ, 二羽, 二人, ふたり, 2匹, 2頭, 2羽", "ko": "두, 두 마리, 둘, 한 쌍, 두마리, 두 명, 두 대",
        "tr": "iki, çift", "ar": "اثنان, اثنين, زوج",
    },
    3: {
        "en": "three, trio, few, some, several", "de": "drei, einige, mehrere, ein paar, trio", "fr": "trois, quelques, plusieurs", "es": "tres, unos, unas, algunos, varios, varias", "it": "tre, alcuni, alcune, diversi", "pt": "três, alguns, algumas, vários, várias", "nl": "drie, enkele",
        "pl": "trzy, trzech, kilka", "ru": "три, трое, несколько", "zh": "三只, 三匹, 三头, 三个, 三条, 三座, 三艘, 三位, 三朵, 三棵, 三辆, 三, 几只, 几个", "ja": "三匹, 三頭, 三つ, 三羽, 三人, 数匹, 3匹, 3頭, 3羽", "ko": "세, 세 마리, 셋, 몇, 세마리, 세 명, 몇 마리, 세 대",
        "tr": "üç, birkaç", "ar": "ثلاثة, ثلاث, بعض",
    },
    4: {"en": "four, group, family", "de": "vier, gruppe, familie", "fr": "quatre, groupe, famille", "es": "cuatro, grupo, familia", "it": "quattro, gruppo, famiglia", "pt": "quatro, grupo, família", "nl": "vier, groep, familie", "pl": "cztery, czterech, grupa", "ru": "четыре, группа, четверо, семья", "zh": "四只, 四个, 四匹, 四头, 四", "ja": "四匹, 四つ, 四羽, 四頭", "ko": "네, 네 마리, 넷", "tr": "dört, grup", "ar": "أربعة, أربع, مجموعة"},
    5: {"en": "five, handful, trees in a row", "de": "fünf, handvoll", "fr": "cinq, poignée", "es": "cinco", "it": "cinque, manciata", "pt": "cinco", "nl": "vijf", "pl": "pięć, pięciu", "ru": "пять, пятеро", "zh": "五只, 五个, 五匹, 五头, 五", "ja": "五匹, 五つ, 五羽, 五頭, 5匹", "ko": "다섯, 다섯 마리", "tr": "beş", "ar": "خمسة, خمس"},
    6: {
        "en": "six, herd, pack, many, bunch, crowd", "de": "sechs, herde, rudel, viele, vielen, vieler", "fr": "six, troupeau, meute, beaucoup, nombreux", "es": "seis, manada, rebaño, muchos, muchas, jauría", "it": "sei, branco, mandria, gregge, molti, molte", "pt": "seis, manada, rebanho, alcateia, muitos, muitas",
        "nl": "zes, kudde, roedel, veel, vele", "pl": "sześć, stado, wiele, wataha", "ru": "шесть, стадо, стая, много", "zh": "六只, 六个, 六, 一群, 许多, 很多", "ja": "六匹, 群れ, たくさん, 多く, 大勢", "ko": "여섯, 무리, 떼, 많은, 여섯 마리", "tr": "altı, sürü, sürüsü, birçok, çok sayıda", "ar": "ستة, ست, قطيع, كثير",
    },
    7: {"en": "seven, flock, swarm, shoal, school of, fleet", "de": "sieben, schwarm, flotte", "fr": "sept, volée, nuée, essaim, banc de, flotte", "es": "siete, bandada, enjambre, banco de, flota", "it": "sette, stormo, sciame, banco di, flotta", "pt": "sete, revoada, enxame, cardume, bando", "nl": "zeven, zwerm, school", "pl": "siedem, rój, ławica", "ru": "семь, рой, косяк", "zh": "七只, 七个, 七", "ja": "七匹, 七つ, 七羽", "ko": "일곱, 일곱 마리", "tr": "yedi", "ar": "سبعة, سبع, سرب"},
    8: {"en": "eight", "de": "acht", "fr": "huit", "es": "ocho", "it": "otto", "pt": "oito", "nl": "acht", "pl": "osiem", "ru": "восемь", "zh": "八只, 八个, 八", "ja": "八匹, 八つ, 八羽", "ko": "여덟", "tr": "sekiz", "ar": "ثمانية, ثماني"},
    9: {"en": "nine", "de": "neun", "fr": "neuf", "es": "nueve", "it": "nove", "pt": "nove", "nl": "negen", "pl": "dziewięć", "ru": "девять", "zh": "九只, 九个, 九", "ja": "九匹, 九つ", "ko": "아홉", "tr": "dokuz", "ar": "تسعة, تسع"},
    10: {"en": "ten", "de": "zehn", "fr": "dix, dizaine", "es": "diez", "it": "dieci, decina", "pt": "dez", "nl": "tien", "pl": "dziesięć", "ru": "десять", "zh": "十只, 十个, 十", "ja": "十匹", "ko": "열, 열 마리", "tr": "on", "ar": "عشرة, عشر"},
    12: {"en": "twelve, dozen, dozens, hundreds, countless", "de": "zwölf, dutzend, dutzende, hunderte, zahllose", "fr": "douze, douzaine, centaines", "es": "doce, docena, cientos", "it": "dodici, dozzina, centinaia", "pt": "doze, dúzia, centenas", "nl": "twaalf, dozijn", "pl": "dwanaście, tuzin", "ru": "двенадцать, дюжина, сотни", "zh": "十二, 无数", "ja": "十二, 無数", "ko": "열두, 수많은", "tr": "on iki, düzine", "ar": "اثنا عشر, عشرات"},
}  # fmt: skip
MOST = 12
"""No more figures than this stand in one picture."""

SIZES: dict[float, dict[str, str]] = {
    0.4: {"en": "tiny, miniature, minuscule, teeny", "de": "winzig, miniatur, klitzeklein", "fr": "minuscule, miniature", "es": "diminuto, diminuta, minúsculo, miniatura", "it": "minuscolo, minuscola, miniatura", "pt": "minúsculo, minúscula, miniatura", "nl": "piepklein, minuscuul", "pl": "malutki, maleńki", "ru": "крошечный, крохотный", "zh": "微小, 迷你, 极小", "ja": "ちっちゃな, 極小, ミニチュア", "ko": "아주 작은, 조그만", "tr": "minik, minicik", "ar": "صغير جدا, ضئيل"},
    0.65: {"en": "small, little, baby, young", "de": "klein, baby, jung, junge, junges", "fr": "petit, petite, bébé, jeune", "es": "pequeño, pequeña, pequeñito, bebé", "it": "piccolo, piccola, piccoli, cucciolo di", "pt": "pequeno, pequena, bebê, filhote de", "nl": "klein, kleine, baby", "pl": "mały, młody", "ru": "маленький, малый, небольшой", "zh": "小小的, 小, 幼小", "ja": "小さな, 小さい, 子", "ko": "작은, 아기, 어린", "tr": "küçük, yavru", "ar": "صغير, صغيرة"},
    1.5: {"en": "big, large, tall, great, long", "de": "groß, gross, hoch, hohe, hoher, lang", "fr": "grand, grande, gros, grosse, haut", "es": "grande, gran, alto, alta", "it": "grande, grandi, alto, alta, grosso", "pt": "grande, alto, alta", "nl": "groot, grote, hoog", "pl": "duży, wielki, wysoki", "ru": "большой, высокий, крупный", "zh": "大大的, 大, 高大", "ja": "大きな, 大きい", "ko": "큰, 커다란", "tr": "büyük, uzun", "ar": "كبير, كبيرة, طويل"},
    2.0: {"en": "huge, enormous, massive", "de": "riesig, gewaltig, enorm, mächtig", "fr": "énorme, immense", "es": "enorme, inmenso, inmensa", "it": "enorme, immenso, immensa", "pt": "enorme, imenso, imensa", "nl": "enorm, reusachtig", "pl": "ogromny, wielgachny", "ru": "огромный, громадный", "zh": "巨大, 庞大", "ja": "巨大, 巨大な", "ko": "거대한, 엄청난", "tr": "kocaman, devasa", "ar": "ضخم, ضخمة"},
    2.6: {"en": "giant, gigantic, colossal, towering, titanic", "de": "gigantisch, kolossal, turmhoch", "fr": "géant, géante, gigantesque, colossal", "es": "gigante, gigantesco, colosal", "it": "gigante, gigantesco, colossale", "pt": "gigante, gigantesco, colossal", "nl": "gigantisch, kolossaal", "pl": "gigantyczny, olbrzymi", "ru": "гигантский, исполинский, колоссальный", "zh": "超大, 巨型", "ja": "超巨大, 巨大すぎる", "ko": "초대형, 거인 같은", "tr": "dev", "ar": "عملاق, عملاقة"},
}  # fmt: skip
