"""Words for styles: style → language → comma-separated words."""

from philae.studio.scene import Style

STYLES: dict[Style, dict[str, str]] = {
    "natural": {
        "en": "photo, photograph, photorealistic, realistic, natural style, photography, photorealism", "de": "foto, fotografie, fotorealistisch, realistisch",
        "fr": "photo, photographie, photoréaliste, réaliste", "es": "foto, fotografía, fotorrealista, realista", "it": "foto, fotografia, fotorealistico, realistico", "pt": "foto, fotografia, fotorrealista, realista",
        "nl": "foto, realistisch", "pl": "zdjęcie, realistyczny", "ru": "фото, фотография, реалистичный", "zh": "照片, 写实, 逼真, 摄影", "ja": "写真, 写実的, リアル", "ko": "사진, 사실적인", "tr": "fotoğraf, gerçekçi", "ar": "صورة فوتوغرافية, واقعي",
    },
    "oil": {
        "en": "oil, oil painting, oil paint, impressionist, impressionism, impressionistic, van gogh, monet, painting, painted, acrylic, brush strokes, brushstrokes, painterly, expressionist",
        "de": "öl, ölgemälde, ölmalerei, ölbild, gemälde, gemalt, impressionistisch, impressionismus, pinselstriche, van gogh, ölfarben, expressionistisch",
        "fr": "huile, peinture à l'huile, peinture, impressionniste, impressionnisme, tableau", "es": "óleo, pintura al óleo, pintura, impresionista, impresionismo, cuadro",
        "it": "olio, dipinto a olio, pittura a olio, dipinto, impressionista, impressionismo", "pt": "óleo, pintura a óleo, pintura, impressionista, impressionismo",
        "nl": "olieverf, olieverfschilderij, schilderij", "pl": "obraz olejny, olejny, malarstwo olejne, impresjonizm", "ru": "масло, маслом, картина маслом, живопись, импрессионизм",
        "zh": "油画, 印象派, 油彩", "ja": "油絵, 油彩, 印象派, 絵画", "ko": "유화, 인상파, 인상주의", "tr": "yağlı boya, yağlıboya, tablo, empresyonist", "ar": "لوحة زيتية, زيتية, انطباعي",
    },
    "watercolour": {
        "en": "watercolour, watercolor, aquarelle, gouache, ink wash", "de": "aquarell, wasserfarben, wasserfarbe, aquarellmalerei, tusche", "fr": "aquarelle, gouache, lavis", "es": "acuarela, aguada",
        "it": "acquerello, acquarello, guazzo", "pt": "aquarela, aguarela, guache", "nl": "aquarel, waterverf", "pl": "akwarela, akwarelą, akwarelowy", "ru": "акварель, акварелью, акварельный, гуашь", "zh": "水彩, 水彩画, 水墨, 水墨画",
        "ja": "水彩, 水彩画, 水墨画", "ko": "수채화, 수묵화, 수채", "tr": "sulu boya, suluboya", "ar": "ألوان مائية, مائية",
    },
    "pencil": {
        "en": "pencil, sketch, pencil drawing, drawing, charcoal, line art, etching, cross-hatching, sketched, graphite, engraving, ink drawing",
        "de": "bleistift, skizze, bleistiftzeichnung, zeichnung, kohle, radierung, gezeichnet, kupferstich, federzeichnung", "fr": "crayon, croquis, dessin, esquisse, fusain, gravure",
        "es": "lápiz, boceto, dibujo, carboncillo, grabado", "it": "matita, schizzo, disegno, carboncino, incisione", "pt": "lápis, esboço, desenho, carvão, gravura", "nl": "potlood, schets, tekening, potloodtekening",
        "pl": "ołówek, szkic, rysunek, ołówkiem", "ru": "карандаш, карандашом, набросок, рисунок, эскиз", "zh": "铅笔, 素描, 铅笔画, 速写", "ja": "鉛筆, 鉛筆画, 素描, スケッチ, デッサン", "ko": "연필, 스케치, 연필화, 소묘", "tr": "kurşun kalem, karakalem, eskiz, çizim", "ar": "قلم رصاص, رسم, رسم تخطيطي, اسكتش",
    },
    "pixel": {
        "en": "pixel, pixel art, 8-bit, 8 bit, 16-bit, 16 bit, pixelated, pixelart", "de": "pixel, pixelkunst, pixelart, verpixelt, pixelgrafik, pixelig", "fr": "pixel, pixel art, pixelisé, pixels", "es": "píxel, pixel, pixel art, pixelado, pixelart",
        "it": "pixel, pixel art, pixelato", "pt": "pixel, pixel art, pixelado, pixelizado", "nl": "pixel, pixelkunst, pixelart", "pl": "piksel, pikselowy, pixel art, piksele", "ru": "пиксель, пиксельный, пиксель-арт, пиксельарт, пиксели", "zh": "像素, 像素画, 像素风, 像素风格", "ja": "ピクセル, ドット絵, ピクセルアート",
        "ko": "픽셀, 픽셀아트, 도트, 픽셀 아트", "tr": "piksel, piksel sanatı", "ar": "بكسل, فن البكسل",
    },
    "comic": {
        "en": "comic, cartoon, comic book, manga, anime, graphic novel, cel shaded, cel-shaded, pop art, comic style, toon", "de": "comic, cartoon, manga, anime, zeichentrick, comicstil, popart, comicbuch", "fr": "bande dessinée, bd, manga, animé, dessin animé, comics, pop art",
        "es": "cómic, comic, caricatura, manga, anime, historieta, dibujos animados, tebeo", "it": "fumetto, fumetti, manga, anime, cartone animato, cartoon", "pt": "quadrinhos, banda desenhada, mangá, anime, desenho animado, cartoon",
        "nl": "strip, stripboek, tekenfilm, cartoon, stripverhaal", "pl": "komiks, komiksowy, kreskówka, manga", "ru": "комикс, мультфильм, мультяшный, манга, аниме", "zh": "漫画, 动漫, 卡通, 动画", "ja": "漫画, アニメ, マンガ, コミック, アメコミ", "ko": "만화, 애니메이션, 웹툰, 카툰", "tr": "çizgi roman, çizgi film, karikatür", "ar": "كاريكاتير, رسوم متحركة, كوميكس, قصص مصورة",
    },
    "noir": {
        "en": "noir, film noir, black and white, black-and-white, monochrome, grayscale, greyscale, b&w", "de": "noir, film noir, schwarzweiß, schwarz-weiß, schwarz-weiss, schwarzweiss, schwarz weiß, monochrom, graustufen", "fr": "film noir, noir et blanc, monochrome, style noir", "es": "blanco y negro, cine negro, monocromo, noir",
        "it": "bianco e nero, noir, monocromatico", "pt": "preto e branco, noir, monocromático", "nl": "zwart-wit, zwartwit, film noir, zwart wit", "pl": "czarno-biały, czarno-białe, monochromatyczny, noir, czarno białe", "ru": "черно-белый, нуар, монохромный, черно-белое, черно белое", "zh": "黑白, 黑白照片, 单色", "ja": "白黒, モノクロ, ノワール", "ko": "흑백, 누아르, 모노크롬", "tr": "siyah beyaz, siyah-beyaz, kara film", "ar": "أبيض وأسود, ابيض واسود, أسود وأبيض",
    },
    "pastel": {
        "en": "pastel, pastels, pastel colours, pastel colors, soft colours, soft colors, kawaii", "de": "pastell, pastellfarben, zarte farben, pastellkreide, pastellig, pastellfarbenen", "fr": "pastel, couleurs douces, tons pastel", "es": "pastel, tonos pastel, colores suaves", "it": "pastello, pastelli, tinte pastello", "pt": "pastel, tons pastel, cores suaves",
        "nl": "pastel, pasteltinten", "pl": "pastel, pastele, pastelowy", "ru": "пастель, пастелью, пастельный", "zh": "粉彩, 柔和色彩, 马卡龙色", "ja": "パステル, パステルカラー, パステル調", "ko": "파스텔, 파스텔톤", "tr": "pastel, pastel tonlar", "ar": "باستيل, الباستيل",
    },
    "neon": {
        "en": "neon, cyberpunk, synthwave, vaporwave, outrun, tron, neon lights, neon-lit", "de": "neon, cyberpunk, synthwave, neonlicht, neonlichter, leuchtreklame, neonfarben", "fr": "néon, cyberpunk, néons, synthwave", "es": "neón, cyberpunk, ciberpunk, luces de neón, synthwave", "it": "neon, cyberpunk, luci al neon", "pt": "neon, néon, cyberpunk, luzes de neon",
        "nl": "neon, neonlicht, cyberpunk", "pl": "neon, neonowy, neony, cyberpunk", "ru": "неон, неоновый, неоновые, киберпанк", "zh": "霓虹, 霓虹灯, 赛博朋克", "ja": "ネオン, サイバーパンク", "ko": "네온, 사이버펑크, 네온사인", "tr": "neon, siberpunk", "ar": "نيون, سايبربانك",
    },
    "vintage": {
        "en": "vintage, retro, sepia, old photo, old photograph, polaroid, nostalgic, antique, 1950s, 1920s, 1970s, old-fashioned, daguerreotype", "de": "vintage, retro, sepia, altes foto, nostalgisch, polaroid, alte fotografie", "fr": "vintage, rétro, sépia, vieille photo, polaroid, nostalgique", "es": "vintage, retro, sepia, foto antigua, nostálgico", "it": "vintage, retrò, seppia, foto d'epoca, nostalgico", "pt": "vintage, retrô, sépia, foto antiga, nostálgico",
        "nl": "vintage, retro, sepia, oude foto", "pl": "vintage, retro, sepia, stare zdjęcie", "ru": "винтаж, винтажный, ретро, сепия, старое фото", "zh": "复古, 怀旧, 老照片, 泛黄", "ja": "ビンテージ, ヴィンテージ, レトロ, セピア, 古い写真", "ko": "빈티지, 레트로, 세피아, 옛날 사진", "tr": "vintage, nostaljik, retro, eski fotoğraf", "ar": "قديم الطراز, عتيق, ريترو, سيبيا",
    },
}  # fmt: skip
