"""Small words, language by language: what negates, what joins, what parts, and what says nothing drawable."""

STOP: dict[str, str] = {
    "en": "a an the of in on at by to with for from into over under near next beside behind before between through against above below is are was were be being been this that these those it its his her their our my your as up down out off there here where which who while during very so just only also some any i we he she they you me us about around across along after toward towards beneath upon within inside outside amid among make draw create show paint generate give please want would like can could will has have had having let please picture image of",
    "de": "ein eine einen einem einer eines der die das den dem des in im ins auf am an aus bei beim mit für von vom zu zum zur über unter neben hinter vor zwischen durch gegen ist sind war waren sein es er sie wir ihr ich du mich mir dir uns sein seine seinem ihre ihrem ihren mein meine unser dieser diese dieses welche der wo während sehr so nur auch um nach entlang innerhalb außerhalb oben unten bitte mach mache male zeichne erstelle zeige will möchte hätte gern gerne hat haben wird werden wie als bild",
    "fr": "un une des le la les l d de du dans sur sous à au aux en par pour avec chez près côté derrière devant entre contre est sont était être il elle ils elles nous vous je tu me te se son sa ses leur leurs mon ma mes ton ce cet cette ces qui que où pendant très si seulement aussi autour vers après dessus dessous bord fais dessine crée montre peins veux voudrais a ont comme qu s y",
    "es": "un una unos unas el la los las lo de del en sobre bajo a al por para con junto cerca detrás delante entre contra es son está están era ser él ella ellos nosotros yo tú mi tu su sus este esta estos estas ese esa que quien donde durante muy tan sólo también alrededor hacia después encima debajo haz dibuja crea muestra pinta quiero quisiera tiene como se orillas lado",
    "it": "un uno una il lo la i gli le l di del dello della dei degli delle d in nel nello nella nei nelle su sul sullo sulla sui sulle a al allo alla ai alle da dal dalla per con accanto vicino dietro davanti tra fra contro è sono era essere egli lui lei loro noi io tu mio mia suo sua questo questa quello quella che chi dove durante molto così anche attorno verso dopo sopra sotto fai disegna crea mostra dipingi voglio vorrei ha come si riva",
    "pt": "um uma uns umas o a os as de do da dos das em no na nos nas sobre sob por para com junto perto atrás diante entre contra é são está estão era ser ele ela eles nós eu tu você meu minha seu sua este esta esse essa que quem onde durante muito tão apenas também ao à aos às redor depois acima abaixo faz faça desenhe crie mostre pinte quero tem como se beira lado pelo pela num numa",
    "nl": "een de het van in op aan bij met voor uit naar over onder naast achter tussen door tegen is zijn was het hij zij wij ik je jij mijn zijn haar dit dat deze die waar tijdens zeer zo ook om rond boven beneden maak teken schilder toon wil graag heeft als er te",
    "pl": "w we na z ze do od przy nad pod obok za przed między przez jest są był była to ten ta te który która gdzie się o u po dla jak bardzo tylko też narysuj pokaż stwórz namaluj chcę ma mój jego jej",
    "ru": "в во на с со у к ко от до из под над перед за между через около возле рядом при о об по для это этот эта эти тот который которая где как очень только тоже он она они мы я ты его ее их мой нарисуй покажи создай сделай хочу есть был была стоит",
    "tr": "bir ve ile için bu şu o de da içinde üstünde üzerinde altında yanında arkasında önünde arasında gibi çok olan ki mi çiz göster yap oluştur",
    "ar": "في على من الى إلى عن مع تحت فوق بجانب خلف امام أمام بين هذا هذه ذلك تلك الذي التي هو هي كان كانت عند قرب ارسم اصنع",
    "fa": "در بر از به با زیر روی کنار پشت بین این آن یک است بود که را های ها برای",
    "id": "di ke dari yang dan dengan untuk pada dalam atas bawah dekat samping belakang depan antara ini itu adalah sebuah seekor seorang sangat juga gambar",
    "zh": "的 在 里 上 中 下 着 了 是 有 和 与 旁边 一张 一幅 画 图 前 后 边 内 外 之 个 只 匹 头 条 座 旁 请 给我 我 你 他 站 位 棵 朵 幅 张",
    "ja": "の を に は が で と へ も や から まで より いる ある する した して です ます こと もの ため 上 中 下 前 後 横 隣 そば 絵 画像 描いて ください 匹 頭 羽 人 つ",
    "ko": "이 가 은 는 을 를 의 와 과 에 에서 로 으로 도 위 위의 아래 안 안의 옆 옆의 앞 뒤 있는 그려줘 그림 그려 마리 명 개 대 송이 그루 채 하는 한 속 속의 만들어줘",
}  # fmt: skip

AND: dict[str, str] = {
    "en": "and or nor plus", "de": "und oder noch sowie", "fr": "et ou ni", "es": "y e o u ni", "it": "e ed o né", "pt": "e ou nem",
    "nl": "en of", "pl": "i lub ani oraz", "ru": "и или ни", "tr": "ve veya", "ar": "و أو او", "fa": "و یا", "id": "dan atau", "zh": "和 与 及 或", "ja": "と や", "ko": "그리고 또는 과 와",
}  # fmt: skip

NO: dict[str, str] = {
    "en": "no without not none never minus excluding except", "de": "ohne kein keine keinen keinem keiner keinerlei nicht",
    "fr": "sans pas aucun aucune", "es": "sin ningún ninguna ningun no", "it": "senza nessun nessuna nessuno non", "pt": "sem nenhum nenhuma não",
    "nl": "zonder geen niet", "pl": "bez nie żadnych", "ru": "без нет не", "zh": "没有 无 不要 没", "tr": "", "ar": "بدون بلا دون", "fa": "بدون بی", "id": "tanpa tidak",
}  # fmt: skip
"""Words that remove what follows them."""

NO_AFTER: dict[str, str] = {"ja": "なし ない のない なしで 無し", "ko": "없는 없이 없음", "tr": "olmadan yok olmayan"}
"""Words that remove what stands before them."""

PEOPLE: dict[str, str] = {
    "en": "people, humans, crowds, persons", "de": "menschen, leute, personen, menschheit", "fr": "gens, personnes, humains", "es": "personas, gente, humanos", "it": "persone, gente, umani", "pt": "pessoas, gente, humanos",
    "nl": "mensen", "pl": "ludzie, ludzi", "ru": "люди, людей", "zh": "人, 人物, 人们", "ja": "人, 人々, 人物", "ko": "사람, 사람들", "tr": "insanlar, insan", "ar": "ناس, أشخاص",
}  # fmt: skip
"""Words for people of any kind: drawn as persons, and removing every person, man, woman and child when negated."""

FILLER: dict[str, str] = {
    "en": "highly, detailed, detail, details, ultra, hyper, hd, uhd, fhd, 4k, 8k, 16k, hdr, masterpiece, bokeh, best, quality, high, resolution, sharp, focus, depth of field, dof, cinematic, lighting, light, lit, rendering, render, rendered, unreal engine, octane, octane render, trending, artstation, award, award-winning, winning, professional, shot, shots, close-up, closeup, close, up, macro, wide, angle, lens, camera, canon, nikon, sony, fujifilm, leica, mm, dslr, iso, aperture, exposure, composition, beautiful, pretty, lovely, cute, adorable, majestic, nice, good, great quality, perfect, gorgeous, elegant, scenery, scene, landscape, view, vista, background, foreground, backgrounds, wallpaper, artwork, art, illustration, digital, concept, portrait, style, styled, look, looking, standing, stands, staring, resting, walking, placed, surrounded, full, vivid, colors, colours, color, colour, tones, tone, palette, texture, textured, realism, intricate, text, watermark, logo, signature, sky, horizon, water, ground, grassy, blurry, blurred, soft, shallow, distance, distant, far, away, middle, center, centre, front, back, side, left, right, atmosphere, atmospheric, mood, moody, volumetric, rays, ray, tracing, raytracing, 3d, 2d, square, format, aspect, ratio, something, anything, random, world, nature, fluffy, shiny, glossy, matte, wooden, old, new, modern, simple, minimalist, minimal, clean, symmetrical, glowing, filled, covered, made, type, kind, kinds, set, during, inside, deep, wall, shadow, shadows, reflection, reflections, reflecting, leaves, rocks, rock, stone, stones, sand, tail, leading, time, hour, surface, warm light, single shot, long exposure, stock, hour light, adult, wildlife, animal, creature, creatures, animals, background blur, super, really, truly, highest, maximum, lots, lot, everywhere, seen, viewed, drone, aerial, panorama, panoramic, lively, golden ratio, rustic, weathered, steaming, sits, sitting, lies, lying, stand, sit, lie",
    "de": "detailliert, detail, details, hochdetailliert, hochauflösend, scharf, meisterwerk, qualität, hohe qualität, licht, beleuchtung, schön, hübsch, niedlich, süß, majestätisch, perfekt, elegant, szene, ansicht, blick, hintergrund, vordergrund, kunstwerk, kunst, illustration, digital, stil, stehend, steht, stehen, sitzt, sitzend, liegt, liegend, schauend, umgeben, farben, farbe, farbtöne, tönen, ton, himmel, horizont, wasser, boden, weich, unscharf, ferne, nah, nahaufnahme, weitwinkel, mitte, links, rechts, vorne, hinten, stimmung, atmosphäre, text, wasserzeichen, einfach, modern, alt, neu, irgendetwas, etwas, irgendwas, natur, welt, zeichnen, malen, kinoreif, filmisch, licht, reflexion, bild, bilder, bokeh, tier, tiere, stunde, art, sand, altes, flauschig, glänzend, hölzern, seite, voll, voller",
    "fr": "très détaillé, détaillé, détails, haute, qualité, résolution, net, chef-d'œuvre, lumière, éclairage, beau, belle, joli, jolie, mignon, mignonne, majestueux, parfait, élégant, scène, vue, fond, arrière-plan, premier plan, art, illustration, numérique, style, debout, assis, assise, entouré, couleurs, couleur, tons, ciel, horizon, eau, sol, flou, lointain, gros plan, ambiance, atmosphère, texte, simple, moderne, vieux, vieille, nouveau, image, paysage, quelque, chose, nature, monde, cinématographique, milieu, loin, face, forme, animal, animaux, style, sable, heure, ultra",
    "es": "muy detallado, detallado, detalles, alta, calidad, resolución, nítido, obra maestra, luz, iluminación, hermoso, hermosa, bonito, bonita, lindo, linda, bello, bella, majestuoso, perfecto, elegante, escena, vista, fondo, primer plano, arte, ilustración, digital, estilo, parado, sentado, sentada, rodeado, colores, color, tonos, cielo, horizonte, agua, suelo, desenfocado, lejano, atmósfera, ambiente, texto, simple, moderno, viejo, vieja, nuevo, imagen, paisaje, algo, naturaleza, mundo, cinematográfico, medio, lejos, frente, animal, animales, arena, hora",
    "it": "molto dettagliato, dettagliato, dettagli, alta, qualità, risoluzione, nitido, capolavoro, luce, illuminazione, bello, bella, bel, carino, carina, grazioso, maestoso, perfetto, elegante, scena, vista, sfondo, primo piano, arte, illustrazione, digitale, stile, piedi, seduto, seduta, circondato, colori, colore, toni, cielo, orizzonte, acqua, terra, sfocato, lontano, atmosfera, testo, semplice, moderno, vecchio, vecchia, nuovo, immagine, paesaggio, qualcosa, natura, mondo, cinematografico, mezzo, fronte, animale, animali, sabbia, ora, quadro generale",
    "pt": "muito detalhado, detalhado, detalhes, alta, qualidade, resolução, nítido, obra-prima, luz, iluminação, belo, bela, bonito, bonita, lindo, linda, fofo, fofa, majestoso, perfeito, elegante, cena, vista, fundo, primeiro plano, arte, ilustração, digital, estilo, parado, sentado, sentada, cercado, cores, cor, tons, céu, horizonte, água, chão, desfocado, distante, atmosfera, texto, simples, moderno, velho, velha, novo, imagem, paisagem, algo, natureza, mundo, cinematográfico, meio, longe, frente, animal, animais, areia, hora",
    "nl": "gedetailleerd, details, kwaliteit, scherp, meesterwerk, licht, mooi, mooie, schattig, schattige, scène, achtergrond, kunst, stijl, staand, zittend, kleuren, kleur, hemel, horizon, water, beeld, afbeelding, landschap, natuur, wereld, oud, oude, nieuw",
    "pl": "szczegółowy, szczegóły, jakość, wysoka, ostry, arcydzieło, światło, piękny, ładny, uroczy, scena, tło, sztuka, styl, stojący, siedzący, kolory, kolor, niebo, woda, obraz, krajobraz, natura, świat, stary, nowy, obrazek",
    "ru": "детальный, детали, качество, высокое, четкий, шедевр, свет, красивый, милый, сцена, фон, искусство, стиль, стоящий, сидящий, сидит, цвета, цвет, небо, вода, картина, картинка, изображение, пейзаж, природа, мир, старый, новый, вид, прекрасный",
    "zh": "高清, 细节, 精细, 超清, 质量, 杰作, 光线, 光影, 美丽, 漂亮, 可爱, 美, 风景, 背景, 艺术, 插画, 风格, 站着, 坐着, 站在, 坐在, 色彩, 颜色, 天空, 水, 图片, 图像, 自然, 世界, 数字, 画面, 最好, 高质量, 电影感, 景色, 远处, 动物, 一幅画, 景",
    "ja": "高画質, 詳細, 細部, 傑作, 光, 美しい, きれいな, 綺麗, 綺麗な, かわいい, 可愛い, 風景, 景色, 背景, 芸術, イラスト, スタイル, 風, 立っている, 座っている, 立つ, 座る, 色, 空, 水, 画像, 自然, 世界, デジタル, 高品質, 最高, 動物, 絵",
    "ko": "고화질, 세부, 걸작, 빛, 아름다운, 예쁜, 귀여운, 풍경, 배경, 예술, 일러스트, 스타일, 서있는, 앉은, 앉아, 서, 색, 색상, 하늘, 물, 이미지, 자연, 세계, 디지털, 고품질, 최고, 동물, 속에, 위에, 풍의",
    "tr": "detaylı, ayrıntılı, kalite, yüksek, keskin, başyapıt, ışık, güzel, sevimli, tatlı, sahne, arka plan, manzara, sanat, stil, ayakta, oturan, renkler, renk, gökyüzü, su, resim, görüntü, doğa, dünya, eski, yeni, resmi, tarzı, tarzında",
    "ar": "مفصل, تفاصيل, جودة, عالية, تحفة, ضوء, جميل, جميلة, لطيف, مشهد, خلفية, فن, اسلوب, أسلوب, واقف, جالس, الوان, لون, سماء, ماء, صورة, طبيعة, عالم",
    "fa": "زیبا, تصویر, عکس, نور, منظره, آسمان, آب",
    "id": "indah, cantik, lucu, pemandangan, latar belakang, langit, air, gambar, foto",
}  # fmt: skip
"""Words that ask for quality, camera or composition, or name what every picture has: no subject, and not unknown either."""

FALSE_FRIENDS: frozenset[str] = frozenset(
    "estate prune stare grave mantar valle sierra casa villa patio forma pastor trainer gift boot kind mare fare pale "
    "sole mist fast wand ape ours main chat pain four sale lame rose pink naga anak bebek pria tenda magi fil kurt ev at "
    "kar sis kara mor dev on yaz ada tepe mono polo vela golf serie topo leone sera pane notes coin champ bond rang plage "
    "car son sang range pic port mine table motif habit place fin sol rata vale rio rayo plata oro sei mata serra bando "
    "nave onde tag rat wie gras mars tal art park tor all hut stern rock brand wal hai bar case land herd taste".split()
)
"""Words that mean something in one language and something else in another: read only in their own."""
