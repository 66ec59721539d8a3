"""Words that name a noun together with a colour, a home or a size: "kitten" is a small cat, "raven" a black bird."""

from typing import NamedTuple

from philae.studio.scene import Place


class Special(NamedTuple):
    """A noun of the studio and what the word adds to it."""

    noun: str
    colour: str = ""
    home: Place | None = None
    size: float = 1.0


SPECIALS: dict[Special, dict[str, str]] = {
    Special("cat", size=0.65): {"en": "kitten, kitty", "de": "kätzchen", "fr": "chaton", "es": "gatito", "it": "gattino", "pt": "gatinho", "nl": "kitten", "ru": "котенок", "zh": "小猫", "ja": "子猫", "ko": "아기고양이, 새끼고양이"},
    Special("dog", size=0.65): {"en": "puppy, pup, doggy", "de": "welpe, hündchen", "fr": "chiot", "es": "cachorro, perrito", "it": "cucciolo, cagnolino", "pt": "filhote, cachorrinho", "nl": "puppy", "ru": "щенок", "zh": "小狗", "ja": "子犬, 仔犬", "ko": "강아지"},
    Special("dog", "gold"): {"en": "golden retriever, labrador", "de": "golden retriever, labrador", "fr": "golden retriever, labrador", "es": "golden retriever, labrador", "it": "golden retriever, labrador"},
    Special("sheep", size=0.65): {"en": "lamb", "de": "lamm", "fr": "agneau", "es": "cordero", "it": "agnello", "pt": "cordeiro", "nl": "lam", "ru": "ягненок"},
    Special("horse", size=0.8): {"en": "pony, foal, donkey, mule", "de": "pony, fohlen, esel", "fr": "poney, poulain, âne", "es": "poni, potro, burro", "it": "pony, puledro, asino", "pt": "pônei, potro, burro", "nl": "pony, veulen, ezel", "ru": "пони, жеребенок, осел", "zh": "小马, 驴", "ja": "ポニー, ロバ", "ko": "조랑말, 당나귀"},
    Special("deer", size=0.65): {"en": "fawn, bambi", "de": "rehkitz, kitz", "fr": "faon", "es": "cervatillo", "it": "cerbiatto"},
    Special("cow", size=0.65): {"en": "calf", "de": "kalb", "fr": "veau", "es": "ternero", "it": "vitello", "pt": "bezerro"},
    Special("pig", size=0.65): {"en": "piglet", "de": "ferkel", "fr": "porcelet", "es": "cerdito", "it": "maialino", "pt": "porquinho"},
    Special("duck", "yellow", size=0.65): {"en": "duckling, rubber duck", "de": "entenküken, küken, quietscheentchen, badeente", "fr": "caneton, poussin", "es": "patito", "it": "anatroccolo", "pt": "patinho"},
    Special("rooster", "white"): {"en": "hen, chicken", "de": "henne, huhn", "fr": "poule, poulet", "es": "gallina, pollo", "it": "gallina", "pt": "galinha", "nl": "kip", "ru": "курица", "zh": "母鸡, 鸡", "ja": "鶏, ニワトリ", "ko": "닭, 암탉"},
    Special("bear", "white", "snow"): {"en": "polar bear, ice bear", "de": "eisbär", "fr": "ours polaire, ours blanc", "es": "oso polar", "it": "orso polare", "pt": "urso polar", "nl": "ijsbeer", "pl": "niedźwiedź polarny", "ru": "белый медведь, полярный медведь", "zh": "北极熊", "ja": "シロクマ, 北極熊, ホッキョクグマ, 白熊", "ko": "북극곰", "tr": "kutup ayısı", "ar": "دب قطبي"},
    Special("fox", "white", "snow"): {"en": "arctic fox, snow fox", "de": "polarfuchs, schneefuchs", "fr": "renard polaire, renard arctique", "es": "zorro ártico, zorro polar", "it": "volpe artica", "pt": "raposa do ártico", "zh": "北极狐", "ja": "ホッキョクギツネ, 北極狐", "ko": "북극여우"},
    Special("bird", "black"): {"en": "crow, raven, blackbird", "de": "krähe, rabe, amsel", "fr": "corbeau, corneille, merle", "es": "cuervo, mirlo", "it": "corvo, merlo", "pt": "corvo", "nl": "raaf, kraai", "pl": "kruk, wrona", "ru": "ворон, ворона", "zh": "乌鸦", "ja": "カラス, 烏", "ko": "까마귀", "tr": "karga, kuzgun", "ar": "غراب"},
    Special("bird", "white", "sea"): {"en": "seagull, gull, albatross", "de": "möwe, albatros", "fr": "mouette, goéland, albatros", "es": "gaviota", "it": "gabbiano", "pt": "gaivota", "nl": "meeuw", "pl": "mewa", "ru": "чайка", "zh": "海鸥", "ja": "カモメ", "ko": "갈매기", "tr": "martı"},
    Special("bird", "white"): {"en": "dove, pigeon", "de": "taube", "fr": "colombe, pigeon", "es": "paloma", "it": "colomba, piccione", "pt": "pomba, pombo", "nl": "duif", "pl": "gołąb", "ru": "голубь", "zh": "鸽子", "ja": "鳩, ハト", "ko": "비둘기", "tr": "güvercin", "ar": "حمامة"},
    Special("bird", "turquoise", size=0.8): {"en": "hummingbird, kingfisher", "de": "kolibri, eisvogel", "fr": "colibri, martin-pêcheur", "es": "colibrí", "it": "colibrì", "pt": "beija-flor"},
    Special("bird", "red"): {"en": "robin, cardinal", "de": "rotkehlchen", "fr": "rouge-gorge", "es": "petirrojo", "it": "pettirosso"},
    Special("swan", "white"): {"en": "goose, heron, stork", "de": "gans, reiher, storch", "fr": "oie, héron, cigogne", "es": "ganso, garza, cigüeña", "it": "oca, airone, cicogna", "pt": "ganso, garça", "ru": "гусь, аист"},
    Special("fish", "orange"): {"en": "goldfish, koi, clownfish, clown fish", "de": "goldfisch, koi, clownfisch", "fr": "poisson rouge, poisson-clown, carpe koï", "es": "pez dorado, pez payaso", "it": "pesce rosso, pesce pagliaccio", "pt": "peixe dourado, peixe-palhaço", "ru": "золотая рыбка", "zh": "金鱼, 锦鲤, 小丑鱼", "ja": "金魚, 錦鯉", "ko": "금붕어"},
    Special("whale", "black"): {"en": "orca, killer whale", "de": "orca, schwertwal", "fr": "orque", "es": "orca", "it": "orca", "pt": "orca", "zh": "虎鲸", "ja": "シャチ", "ko": "범고래"},
    Special("flower", "red"): {"en": "rose, roses, poppy, poppies", "de": "rose, rosen, mohn, mohnblume", "fr": "coquelicot, fleur de rose", "es": "amapola", "it": "papavero", "pt": "papoula", "nl": "roos", "pl": "róża, mak", "ru": "роза, мак", "zh": "玫瑰", "ja": "薔薇, バラ", "ko": "장미", "tr": "gül", "ar": "وردة حمراء"},
    Special("flower", "white"): {"en": "daisy, daisies, lily, snowdrop", "de": "gänseblümchen, lilie, schneeglöckchen, margerite", "fr": "marguerite, lys, muguet", "es": "margarita, lirio", "it": "margherita, giglio", "pt": "margarida, lírio", "zh": "百合, 雏菊", "ja": "百合, ヒナギク", "ko": "백합"},
    Special("flower", "violet"): {"en": "lavender field, violets, crocus", "de": "veilchen, krokus, lavendelfeld", "fr": "crocus, champ de lavande", "es": "campo de lavanda", "it": "campo di lavanda", "pt": "campo de lavanda"},
    Special("tree", "pink"): {"en": "cherry blossom, cherry blossoms, cherry tree, sakura", "de": "kirschblüte, kirschbaum, kirschblüten", "fr": "cerisier, cerisier en fleurs", "es": "cerezo, flor de cerezo", "it": "ciliegio, fiori di ciliegio", "pt": "cerejeira", "ru": "сакура, вишня", "zh": "樱花, 樱花树", "ja": "桜, 桜の木", "ko": "벚꽃, 벚나무"},
    Special("mushroom", "red"): {"en": "toadstool, fly agaric", "de": "fliegenpilz", "fr": "amanite", "ru": "мухомор"},
    Special("car", "red"): {"en": "sports car, ferrari", "de": "sportwagen, ferrari", "fr": "voiture de sport, ferrari", "es": "deportivo, ferrari", "it": "auto sportiva, ferrari", "ru": "спорткар", "zh": "跑车", "ja": "スポーツカー", "ko": "스포츠카"},
    Special("car", "yellow"): {"en": "taxi, cab", "de": "taxi", "fr": "taxi", "es": "taxi", "it": "taxi", "pt": "táxi", "ru": "такси", "zh": "出租车", "ja": "タクシー", "ko": "택시", "tr": "taksi"},
    Special("truck", "red"): {"en": "fire truck, fire engine", "de": "feuerwehrauto", "fr": "camion de pompiers", "es": "camión de bomberos", "it": "camion dei pompieri"},
    Special("child", size=0.8): {"en": "baby, toddler, infant", "de": "kleinkind, säugling", "fr": "nourrisson, bambin", "es": "bebé", "it": "neonato", "ru": "младенец", "zh": "婴儿", "ja": "赤ちゃん", "ko": "아기"},
    Special("man", size=1.5): {"en": "giant man, ogre, troll", "de": "riese, troll, oger", "fr": "ogre, troll", "es": "ogro, trol", "it": "orco, gigante"},
    Special("crown", "gold"): {"en": "golden crown", "de": "goldkrone", "fr": "couronne d'or", "es": "corona de oro", "it": "corona d'oro"},
    Special("ball", "orange"): {"en": "basketball", "de": "basketball", "fr": "basketball", "es": "baloncesto", "it": "pallacanestro"},
    Special("apple", "green"): {"en": "green apple", "de": "grüner apfel", "fr": "pomme verte", "es": "manzana verde", "it": "mela verde"},
    Special("astronaut", "", "space"): {"en": "spacewalk, space walk", "de": "weltraumspaziergang", "fr": "sortie dans l'espace", "es": "caminata espacial"},
}  # fmt: skip
