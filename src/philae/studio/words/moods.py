"""Moods: their words, the pictures they choose when no subject is said, and the light they lend when one is."""

from philae.studio.scene import Time, Weather

MOODS: dict[str, dict[str, str]] = {
    "calm": {
        "en": "calm, peaceful, serene, quiet, tranquil, relaxing, still, gentle, soothing, cozy, cosy, zen", "de": "ruhig, friedlich, still, gelassen, entspannt, entspannend, sanft, idyllisch, gemütlich, besinnlich", "fr": "calme, paisible, serein, tranquille, reposant, apaisant, doux, douce",
        "es": "tranquilo, tranquila, sereno, serena, pacífico, apacible, relajante, calma", "it": "calmo, calma, sereno, pacifico, tranquillo, tranquilla, rilassante, quieto", "pt": "calmo, calma, sereno, pacífico, tranquilo, tranquila, relaxante",
        "nl": "rustig, vredig, kalm, sereen", "pl": "spokojny, cichy, łagodny", "ru": "спокойный, тихий, мирный, безмятежный", "zh": "宁静, 平静, 安静, 祥和, 静谧", "ja": "静かな, 穏やか, 穏やかな, 平和, 静寂", "ko": "고요한, 평화로운, 잔잔한, 조용한", "tr": "sakin, huzurlu, dingin", "ar": "هادئ, هادئة, سلام",
    },
    "dramatic": {
        "en": "dramatic, intense, powerful, wild, furious, raging, violent", "de": "dramatisch, intensiv, wild, gewaltig wild, tosend, wütend", "fr": "dramatique, intense, sauvage, déchaîné, puissant", "es": "dramático, dramática, intenso, salvaje, furioso, poderoso", "it": "drammatico, drammatica, intenso, selvaggio, furioso, potente", "pt": "dramático, dramática, intenso, selvagem, furioso, poderoso",
        "nl": "dramatisch, intens, wild", "pl": "dramatyczny, intensywny, dziki", "ru": "драматичный, драматический, бурный, мощный", "zh": "戏剧性, 激烈, 狂野, 震撼", "ja": "劇的, 劇的な, ドラマチック, 激しい", "ko": "극적인, 강렬한, 드라마틱한, 거친", "tr": "dramatik, vahşi, yoğun", "ar": "درامي, درامية, قوي",
    },
    "dreamy": {
        "en": "dreamy, dreamlike, ethereal, surreal, whimsical, otherworldly, dream, dreamscape", "de": "verträumt, träumerisch, traumhaft, surreal, ätherisch, traum, traumwelt, traumlandschaft", "fr": "rêveur, onirique, surréaliste, éthéré, rêve, féerique", "es": "onírico, soñador, surrealista, etéreo, sueño, de ensueño, ensueño", "it": "onirico, sognante, surreale, etereo, sogno, da sogno", "pt": "onírico, sonhador, surreal, etéreo, sonho, de sonho",
        "nl": "dromerig, surrealistisch, droom", "pl": "senny, marzycielski, surrealistyczny, sen, bajkowy", "ru": "мечтательный, сюрреалистичный, сказочный, сон, мечта", "zh": "梦幻, 梦境, 超现实, 空灵, 唯美", "ja": "夢のような, 幻想的, 幻想的な, 夢幻, シュール, 夢", "ko": "몽환적인, 꿈같은, 초현실적인, 꿈", "tr": "rüya gibi, sürreal, rüya", "ar": "حالم, حالمة, سريالي, حلم",
    },
    "dark": {
        "en": "dark, gloomy, spooky, creepy, sinister, scary, horror, gothic, haunted, ominous, eerie, halloween", "de": "dunkel, düster, gruselig, unheimlich, finster, schaurig, gotisch, gruselige, spukhaft, horror", "fr": "sombre, lugubre, effrayant, sinistre, gothique, hanté, horreur", "es": "oscuro, oscura, tenebroso, siniestro, espeluznante, gótico, terror, embrujada", "it": "oscuro, oscura, cupo, tenebroso, spaventoso, gotico, buio, sinistro, orrore", "pt": "escuro, escura, sombrio, sombria, tenebroso, assustador, gótico, terror, assombrada",
        "nl": "donker, duister, griezelig, spookachtig", "pl": "ciemny, mroczny, straszny, ponury", "ru": "темный, мрачный, жуткий, страшный, зловещий", "zh": "黑暗, 阴森, 恐怖, 阴暗, 哥特", "ja": "暗い, 不気味, 不気味な, 恐ろしい, ホラー, ゴシック", "ko": "어두운, 음산한, 무서운, 으스스한, 공포", "tr": "karanlık, ürkütücü, kasvetli, korkunç", "ar": "مظلم, مظلمة, مخيف, مرعب, كئيب",
    },
    "epic": {
        "en": "epic, heroic, grand, breathtaking, monumental, awe-inspiring, glorious", "de": "episch, heroisch, grandios, atemberaubend, monumental, erhaben, heldenhaft", "fr": "épique, héroïque, grandiose, à couper le souffle, monumental", "es": "épico, épica, heroico, grandioso, impresionante, monumental", "it": "epico, epica, eroico, grandioso, mozzafiato, monumentale", "pt": "épico, épica, heroico, grandioso, deslumbrante, monumental",
        "nl": "episch, heroïsch, adembenemend", "pl": "epicki, heroiczny, zapierający dech", "ru": "эпичный, эпический, героический, захватывающий, грандиозный", "zh": "史诗, 史诗级, 壮观, 宏伟, 壮丽, 宏大", "ja": "壮大, 壮大な, 雄大, 雄大な, エピック", "ko": "장엄한, 웅장한, 서사적인", "tr": "epik, destansı, nefes kesen, görkemli", "ar": "ملحمي, ملحمية, مهيب",
    },
    "lonely": {
        "en": "lonely, loneliness, melancholy, melancholic, sad, solitude, desolate, empty, longing", "de": "einsam, einsamkeit, melancholisch, traurig, verlassen, öde, melancholie, sehnsucht, leer", "fr": "solitaire, solitude, mélancolique, triste, désolé, mélancolie", "es": "solitario, solitaria, soledad, melancólico, triste, desolado, melancolía", "it": "solitario, solitaria, solitudine, malinconico, triste, desolato, malinconia", "pt": "solitário, solitária, solidão, melancólico, triste, desolado, saudade",
        "nl": "eenzaam, melancholisch, verdrietig, verlaten", "pl": "samotny, smutny, melancholijny, samotność", "ru": "одинокий, одиночество, грустный, печальный, меланхолия", "zh": "孤独, 寂寞, 忧郁, 悲伤, 荒凉", "ja": "孤独, 孤独な, 寂しい, 悲しい, 憂鬱", "ko": "외로운, 쓸쓸한, 고독한, 슬픈, 고독", "tr": "yalnız, hüzünlü, melankolik, ıssız", "ar": "وحيد, وحيدة, حزين, وحدة, كآبة",
    },
    "magical": {
        "en": "magical, magic, fantastic, fantasy, enchanted, mystical, wonderful, fairytale, fairy tale, fabulous, spectacular, amazing, incredible, awesome, marvellous, marvelous, magnificent, stunning, extraordinary",
        "de": "magisch, zauberhaft, fantastisch, phantastisch, fantasie, fantasy, verzaubert, mystisch, märchenhaft, wunderbar, wundervoll, spektakulär, magie, märchen, unglaublich, großartig, toll, prächtig, umwerfend",
        "fr": "magique, fantastique, fantaisie, enchanté, enchantée, mystique, merveilleux, merveilleuse, conte de fées, magie, spectaculaire, incroyable, magnifique, extraordinaire",
        "es": "mágico, mágica, fantástico, fantástica, fantasía, encantado, encantada, místico, maravilloso, maravillosa, cuento de hadas, magia, espectacular, increíble, magnífico",
        "it": "magico, magica, fantastico, fantastica, fantasia, incantato, incantata, mistico, meraviglioso, meravigliosa, fiaba, magia, fiabesco, spettacolare, incredibile, magnifico",
        "pt": "mágico, mágica, fantástico, fantástica, fantasia, encantado, encantada, místico, maravilhoso, maravilhosa, conto de fadas, magia, espetacular, incrível, magnífico",
        "nl": "magisch, fantastisch, betoverd, mystiek, sprookjesachtig, prachtig, wonderlijk, geweldig", "pl": "magiczny, fantastyczny, zaczarowany, mistyczny, cudowny, magia, niesamowity", "ru": "волшебный, магический, фантастический, фантастика, фэнтези, чудесный, мистический, фантастическая, потрясающий, невероятный",
        "zh": "魔法, 神奇, 奇幻, 魔幻, 神秘, 童话, 奇妙, 精彩, 绝美, 惊艳", "ja": "魔法, 魔法の, 不思議, 不思議な, ファンタジー, 神秘的, 神秘的な, 素晴らしい, おとぎ話, すごい", "ko": "마법, 마법의, 환상적인, 판타지, 신비로운, 동화, 동화 같은, 멋진, 놀라운", "tr": "büyülü, sihirli, fantastik, masalsı, harika, mistik, muhteşem", "ar": "سحري, سحرية, خيالي, خيالية, رائع, ساحر, مدهش",
    },
    "futuristic": {
        "en": "futuristic, sci-fi, science fiction, scifi, future, utopian, dystopian, alien", "de": "futuristisch, science-fiction, zukunft, utopisch, zukünftig, dystopisch", "fr": "futuriste, science-fiction, futur, avenir, utopique", "es": "futurista, ciencia ficción, futuro, utópico, distópico", "it": "futuristico, futuristica, fantascienza, futuro, utopico", "pt": "futurista, ficção científica, futuro, utópico",
        "nl": "futuristisch, toekomst, sciencefiction", "pl": "futurystyczny, przyszłość, fantastyka naukowa", "ru": "футуристический, футуристичный, будущее, научная фантастика", "zh": "未来, 科幻, 未来主义, 未来感", "ja": "未来的, 未来, 未来的な, 近未来, 近未来的, サイエンスフィクション", "ko": "미래적인, 미래, 공상과학, 미래형", "tr": "fütüristik, gelecek, bilim kurgu", "ar": "مستقبلي, مستقبلية, خيال علمي, مستقبل",
    },
    "happy": {
        "en": "happy, cheerful, joyful, joyous, bright, colorful, colourful, vibrant, playful, merry", "de": "fröhlich, glücklich, heiter, bunt, farbenfroh, lebendig, freude, lustig", "fr": "joyeux, joyeuse, heureux, coloré, colorée, gai, vif", "es": "alegre, feliz, colorido, vibrante, divertido", "it": "allegro, felice, colorato, gioioso, vivace", "pt": "alegre, feliz, colorido, vibrante, divertido",
        "nl": "vrolijk, blij, kleurrijk", "pl": "wesoły, radosny, kolorowy, szczęśliwy", "ru": "веселый, радостный, яркий, счастливый, красочный", "zh": "快乐, 欢快, 明亮, 多彩, 缤纷, 开心", "ja": "楽しい, 明るい, カラフル, 幸せ, カラフルな", "ko": "행복한, 즐거운, 밝은, 화려한, 다채로운", "tr": "neşeli, mutlu, renkli", "ar": "سعيد, مبهج, مرح, ملون",
    },
    "romantic": {
        "en": "romantic, love, tender, warm, warmth", "de": "romantisch, liebe, zärtlich, warm, liebevoll", "fr": "romantique, amour, tendre, chaleureux", "es": "romántico, romántica, amor, cálido, cálida", "it": "romantico, romantica, amore, caldo, calda", "pt": "romântico, romântica, amor, quente", "nl": "romantisch, liefde, warm", "pl": "romantyczny, miłość, ciepły",
        "ru": "романтичный, романтический, любовь, теплый", "zh": "浪漫, 爱情, 温暖, 温馨", "ja": "ロマンチック, 愛, 暖かい, ロマンチックな", "ko": "낭만적인, 로맨틱한, 사랑, 따뜻한", "tr": "romantik, aşk, sıcak", "ar": "رومانسي, رومانسية, حب, دافئ",
    },
    "mysterious": {
        "en": "mysterious, mystery, secret, hidden, ancient", "de": "geheimnisvoll, mysteriös, rätselhaft, geheim, uralt", "fr": "mystérieux, mystérieuse, mystère, secret, ancien", "es": "misterioso, misteriosa, misterio, secreto, antiguo", "it": "misterioso, misteriosa, mistero, segreto, antico", "pt": "misterioso, misteriosa, mistério, secreto, antigo", "nl": "mysterieus, geheimzinnig", "pl": "tajemniczy, sekretny", "ru": "таинственный, загадочный, древний",
        "zh": "诡秘, 谜, 古老", "ja": "謎, 謎めいた, ミステリアス, ミステリアスな, 神秘", "ko": "신비한, 미스터리한, 비밀의", "tr": "gizemli, esrarengiz, gizli", "ar": "غامض, غامضة, سر",
    },
}  # fmt: skip

CHOICES: dict[str, tuple[str, ...]] = {
    "calm": ("alpine dawn", "moonlit sea", "lavender dusk", "forest light"),
    "dramatic": ("sea storm", "storm over the peaks", "burning alps"),
    "dreamy": ("floating islands", "aurora", "lavender dusk"),
    "dark": ("misty night forest", "sea storm", "crystal cave"),
    "epic": ("burning alps", "floating islands", "storm over the peaks"),
    "lonely": ("desert night", "moonlit sea", "winter silence"),
    "magical": ("aurora", "floating islands", "nebula", "firefly forest"),
    "futuristic": ("neon city", "nebula"),
    "happy": ("rainbow meadow", "tropical beach", "coral garden"),
    "romantic": ("beach sunset", "lavender dusk", "moonlit sea"),
    "mysterious": ("forest light", "crystal cave", "firefly forest"),
}
"""The families a mood may choose; the seed decides among several."""

LENDS: dict[str, tuple[Time | None, Weather | None]] = {
    "calm": ("dawn", "clear"), "dramatic": ("sunset", "storm"), "dreamy": ("dawn", "fog"), "dark": ("night", "fog"),
    "epic": ("sunset", "clouds"), "lonely": ("sunset", "clear"), "magical": ("sunset", None), "futuristic": ("night", None),
    "happy": ("day", "clear"), "romantic": ("sunset", "clear"), "mysterious": ("dawn", "fog"),
}  # fmt: skip
"""Time and weather that a mood gives to a picture whose subject or place is said, but not its light."""
