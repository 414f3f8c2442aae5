import { disagreementsOf } from "../../../../../src/core/engines/llm/grounding/agrees";

const kinds = (sentence: string, ...evidence: string[]): string[] => [...new Set(disagreementsOf(sentence, evidence).map(({ kind }) => kind))];

/** Evidence, what of it is changed, and what it is changed to. */
type Planted = readonly [evidence: string, from: string, to: string];

/** Each class of error; every row is a true sentence and one change that makes it false. */
const PLANTED: Readonly<Record<string, { kinds: string[]; rows: readonly Planted[] }>> = {
  "a swapped number": {
    kinds: ["number"],
    rows: [
      ["The model solved 64 of the 100 problems.", "64", "62"],
      ["It has 1,200 users.", "1,200", "1,300"],
      ["The team has three members.", "three", "four"],
      ["It took forty-two tries.", "forty-two", "forty-three"],
      ["Accuracy rose to 93.5 %.", "93.5", "93.8"],
      ["The company ranked 3rd in the survey.", "3rd", "4th"],
      ["The price fell from 30 to 20 euros.", "from 30 to 20", "from 20 to 30"],
      ["Oracle has 62 offices and Siemens has 64.", "62 offices and Siemens has 64", "64 offices and Siemens has 62"],
      ["Version 2.4.1 fixed the bug.", "2.4.1", "2.4.2"],
      ["Der Test dauerte 64 Minuten.", "64", "62"],
      ["Das Werk hat zweiundvierzig Teile.", "zweiundvierzig", "dreiundvierzig"],
      ["Die Stadt hat 1.200 Einwohner.", "1.200", "1.300"],
      ["L'équipe compte douze personnes.", "douze", "treize"],
      ["Le prix est de 3,5 euros.", "3,5", "3,8"],
      ["El equipo tiene cinco ingenieros.", "cinco", "seis"],
      ["La squadra ha sette membri.", "sette", "otto"],
      ["Программа решила 64 задачи из 100.", "64", "62"],
      ["В команде пять человек.", "пять", "шесть"],
      ["Το σύστημα έλυσε 64 προβλήματα.", "64", "62"],
      ["Η ομάδα έχει πέντε μέλη.", "πέντε", "έξι"],
      ["حل البرنامج ٦٤ مسألة من أصل ١٠٠.", "٦٤", "٦٢"],
      ["يضم الفريق خمسة أعضاء.", "خمسة", "ستة"],
      ["该模型解决了64个问题。", "64", "62"],
      ["团队有二十三名成员。", "二十三", "二十四"],
      ["モデルは64問を解いた。", "64", "62"],
      ["チームには五人がいる。", "五", "六"],
      ["แบบจำลองแก้โจทย์ได้ 64 ข้อ", "64", "62"],
      ["मॉडल ने ६४ प्रश्न हल किए।", "६४", "६२"],
      ["टीम में पांच सदस्य हैं।", "पांच", "छह"],
    ],
  },
  "a wrong date": {
    kinds: ["date", "number"],
    rows: [
      ["It was founded on 3 May 1998 in Paris.", "3 May", "5 May"],
      ["It was founded on 3 May 1998 in Paris.", "May", "June"],
      ["It was founded on 3 May 1998 in Paris.", "1998", "1989"],
      ["The paper appeared in 2003.", "2003", "2004"],
      ["The release came on 2024-03-15.", "2024-03-15", "2024-03-16"],
      ["It was popular in the 1990s.", "1990s", "1980s"],
      ["It dates from the 18th century.", "18th", "17th"],
      ["It dates from the nineteenth century.", "nineteenth", "eighteenth"],
      ["The meeting is on Monday.", "Monday", "Tuesday"],
      ["They met in May 2010.", "May 2010", "July 2010"],
      ["Er wurde am 3. Mai 1998 gegründet.", "Mai", "März"],
      ["Er wurde am 03.05.1998 gegründet.", "03.05.1998", "03.06.1998"],
      ["Die Kirche stammt aus dem 18. Jahrhundert.", "18", "17"],
      ["Elle est née le 14 juillet 1889.", "juillet", "juin"],
      ["Nació el 5 de enero de 1931.", "enero", "febrero"],
      ["È nato il 2 giugno 1946.", "giugno", "luglio"],
      ["Nasceu em 7 de setembro de 1822.", "setembro", "outubro"],
      ["Он родился 12 апреля 1961 года.", "апреля", "августа"],
      ["Гора была открыта в XIX веке.", "XIX", "XVIII"],
      ["Γεννήθηκε στις 25 Μαρτίου 1821.", "Μαρτίου", "Μαΐου"],
      ["ولد في 6 أكتوبر 1973.", "أكتوبر", "نوفمبر"],
      ["该公司成立于1998年5月3日。", "5月3日", "6月3日"],
      ["会社は1998年に設立された。", "1998年", "1997年"],
      ["บริษัทก่อตั้งเมื่อวันที่ 3 พฤษภาคม 1998", "พฤษภาคม", "มิถุนายน"],
      ["कंपनी की स्थापना 15 अगस्त 1947 को हुई।", "अगस्त", "सितंबर"],
    ],
  },
  "a changed unit": {
    kinds: ["unit", "number"],
    rows: [
      ["The track is 42 km long.", "km", "miles"],
      ["The file has 64 MB.", "MB", "GB"],
      ["It raised $5 million.", "million", "billion"],
      ["It cost 20 dollars.", "dollars", "euros"],
      ["It cost $20.", "$20", "€20"],
      ["The test ran for 10 minutes.", "minutes", "hours"],
      ["It weighs 5 kg.", "kg", "g"],
      ["Growth was 5 %.", "5 %", "5"],
      ["It raised 5M users.", "5M", "5B"],
      ["Der Weg ist 5 Kilometer lang.", "Kilometer", "Meilen"],
      ["Das Unternehmen nahm 3 Millionen Euro ein.", "Millionen", "Milliarden"],
      ["La piste fait 5 kilomètres.", "kilomètres", "mètres"],
      ["Duró 10 minutos.", "minutos", "horas"],
      ["Длина дороги 5 километров.", "километров", "метров"],
      ["Το ταξίδι διήρκεσε 10 ώρες.", "ώρες", "ημέρες"],
      ["استمر العرض 10 دقائق.", "دقائق", "ساعات"],
      ["全长5公里。", "公里", "米"],
      ["公司筹集了5亿元。", "5亿", "5万"],
      ["会議は3時間続いた。", "3時間", "3分"],
      ["การประชุมใช้เวลา 3 ชั่วโมง", "ชั่วโมง", "นาที"],
      ["बैठक 3 घंटे चली।", "घंटे", "मिनट"],
    ],
  },
  "a dropped negation": {
    kinds: ["negation"],
    rows: [
      ["The method does not need a key.", "does not need", "needs"],
      ["It never failed during the test on Linux.", "never failed", "failed"],
      ["The tool no longer supports Windows.", "no longer supports", "supports"],
      ["It runs without a server.", "without", "with"],
      ["The team failed to reproduce the result.", "failed to reproduce", "reproduced"],
      ["The author isn't a member of the board.", "isn't", "is"],
      ["It supports Linux, but not Windows.", ", but not Windows", " and Windows"],
      ["Nobody solved the problem.", "Nobody", "Somebody"],
      ["The cause is unknown to the engineers.", "unknown", "known"],
      ["Das Programm unterstützt Windows nicht.", " nicht", ""],
      ["Es gibt keine Lösung für dieses Problem.", "keine", "eine"],
      ["Das Gerät läuft ohne Strom.", "ohne", "mit"],
      ["Le programme ne fonctionne pas sous Windows.", "ne fonctionne pas", "fonctionne"],
      ["Il n'a jamais publié ce livre.", "n'a jamais publié", "a publié"],
      ["El programa no funciona en Windows.", "no funciona", "funciona"],
      ["El motor funciona sin gasolina.", "sin", "con"],
      ["Il programma non funziona su Windows.", "non funziona", "funziona"],
      ["O programa não funciona no Windows.", "não funciona", "funciona"],
      ["Het programma werkt niet op Windows.", " niet", ""],
      ["Программа не работает на этой машине.", "не работает", "работает"],
      ["Το πρόγραμμα δεν λειτουργεί στα Windows.", "δεν λειτουργεί", "λειτουργεί"],
      ["لا يعمل البرنامج على هذا الجهاز.", "لا يعمل", "يعمل"],
      ["这个程序不支持旧设备。", "不支持", "支持"],
      ["他没有发表这篇论文。", "没有发表", "发表了"],
      ["このプログラムは古い機械では動かない。", "動かない", "動く"],
      ["โปรแกรมนี้ไม่รองรับเครื่องเก่า", "ไม่รองรับ", "รองรับ"],
      ["यह प्रोग्राम पुराने कंप्यूटर पर नहीं चलता।", "नहीं चलता", "चलता है"],
    ],
  },
  "an added negation": {
    kinds: ["negation"],
    rows: [
      ["The method needs a key.", "needs", "does not need"],
      ["The tool supports Windows.", "supports", "no longer supports"],
      ["It runs with a server.", "with a server", "without a server"],
      ["The team reproduced the result.", "reproduced", "failed to reproduce"],
      ["The cause is known to the engineers.", "known", "unknown"],
      ["Das Programm unterstützt Windows.", "Windows", "Windows nicht"],
      ["Le programme fonctionne sous Windows.", "fonctionne", "ne fonctionne pas"],
      ["El programa funciona en Windows.", "funciona", "no funciona"],
      ["Il programma funziona su Windows.", "funziona", "non funziona"],
      ["Программа работает на этой машине.", "работает", "не работает"],
      ["Το πρόγραμμα λειτουργεί στα Windows.", "λειτουργεί", "δεν λειτουργεί"],
      ["يعمل البرنامج على هذا الجهاز.", "يعمل", "لا يعمل"],
      ["这个程序支持旧设备。", "支持", "不支持"],
      ["このプログラムは古い機械で動く。", "動く", "動かない"],
      ["โปรแกรมนี้รองรับเครื่องเก่า", "รองรับ", "ไม่รองรับ"],
      ["यह प्रोग्राम पुराने कंप्यूटर पर चलता है।", "चलता", "नहीं चलता"],
    ],
  },
  "a changed direction": {
    kinds: ["negation"],
    rows: [
      ["Sales increased in the spring.", "increased", "decreased"],
      ["It started before the war.", "before", "after"],
      ["The new engine uses more memory.", "more", "less"],
      ["He was the first engineer of the firm.", "first", "last"],
      ["Prices went up in the summer.", "up", "down"],
      ["The new version is faster.", "faster", "slower"],
      ["Die Kosten sind im Herbst gestiegen.", "gestiegen", "gesunken"],
      ["Es geschah vor dem Krieg.", "vor", "nach"],
      ["Les prix ont augmenté en été.", "augmenté", "diminué"],
      ["Los precios aumentaron en verano.", "aumentaron", "bajaron"],
      ["Цены выросли летом.", "выросли", "упали"],
      ["Οι τιμές αυξήθηκαν το καλοκαίρι.", "αυξήθηκαν", "μειώθηκαν"],
      ["ارتفعت الأسعار في الصيف.", "ارتفعت", "انخفضت"],
      ["价格在夏天上涨了。", "上涨", "下跌"],
      ["価格は夏に上昇した。", "上昇", "下降"],
      ["ราคาเพิ่มขึ้นในฤดูร้อน", "เพิ่ม", "ลด"],
      ["गर्मी में कीमतें बढ़ीं।", "बढ़ीं", "घटीं"],
    ],
  },
  "a swapped name": {
    kinds: ["name"],
    rows: [
      ["Fabrice Bellard wrote QEMU.", "Fabrice Bellard", "Donald Knuth"],
      ["The emulator was written by Bellard.", "Bellard", "Knuth"],
      ["Bellard wrote the emulator in a year.", "Bellard", "Knuth"],
      ["The firm moved to Berlin.", "Berlin", "Madrid"],
      ["It runs on the H100.", "H100", "A100"],
      ["The test used GPT-4.", "GPT", "PaLM"],
      ["Der Emulator wurde von Bellard geschrieben.", "Bellard", "Knuth"],
      ["Bellard schrieb den Emulator.", "Bellard", "Knuth"],
      ["Le programme de Bellard tourne partout.", "Bellard", "Knuth"],
      ["El programa fue escrito por Bellard.", "Bellard", "Knuth"],
      ["Bellard escribió el programa.", "Bellard", "Knuth"],
      ["Эту программу написал Иванов.", "Иванов", "Петров"],
      ["Το πρόγραμμα γράφτηκε από τον Παπαδόπουλο.", "Παπαδόπουλο", "Γεωργίου"],
      ["كتب أحمد هذا البرنامج في القاهرة.", "أحمد", "محمود"],
      ["这个程序由王小明编写。", "王小明", "李小红"],
      ["このプログラムは田中さんが書いた。", "田中さん", "鈴木さん"],
      ["यह प्रोग्राम राजेश ने लिखा था।", "राजेश", "सुरेश"],
      ["โปรแกรมนี้เขียนโดยนายสมชาย", "สมชาย", "สมศักดิ์"],
    ],
  },
  "subject and object exchanged": {
    kinds: ["name"],
    rows: [
      ["Microsoft bought GitHub in 2018.", "Microsoft bought GitHub", "GitHub bought Microsoft"],
      ["Microsoft bought GitHub in 2018.", "bought", "was bought by"],
      ["Google sued Oracle over the interface.", "Google sued Oracle", "Oracle sued Google"],
      ["Anna Lindqvist taught Peter Holm for years.", "Anna Lindqvist taught Peter Holm", "Holm taught Lindqvist"],
      ["Bayer kaufte Monsanto.", "Bayer kaufte Monsanto", "Monsanto kaufte Bayer"],
      ["Renault a racheté Nissan.", "Renault a racheté Nissan", "Nissan a racheté Renault"],
      ["Яндекс купил Авито.", "Яндекс купил Авито", "Авито купил Яндекс"],
      ["微软收购了谷歌。", "微软收购了谷歌", "谷歌收购了微软"],
      ["हरीश ने महेश को पढ़ाया था।", "हरीश ने महेश को", "महेश ने हरीश को"],
      ["سأل أحمد محمود عن الكتاب.", "أحمد محمود", "محمود أحمد"],
    ],
  },
  "words quoted that nobody wrote": {
    kinds: ["quote"],
    rows: [
      ["He called it “a quiet tool” for engineers.", "a quiet tool", "a loud toy"],
      ["Er nannte es „ein stilles Werkzeug“.", "ein stilles Werkzeug", "ein lautes Spielzeug"],
      ["Il parle d'« un outil discret ».", "un outil discret", "un jouet bruyant"],
      ["他称之为“安静的工具”。", "安静的工具", "吵闹的玩具"],
      ["彼は「静かな道具」と呼んだ。", "静かな道具", "騒がしい玩具"],
    ],
  },
  "an address that nobody wrote": {
    kinds: ["url"],
    rows: [
      ["It is at https://example.org/a/b.", "/a/b", "/a/c"],
      ["Write to jane@example.org for help.", "jane", "june"],
      ["See www.example.org for it.", "example.org", "example.com"],
    ],
  },
  "code that nobody wrote": {
    kinds: ["code"],
    rows: [
      ["Call `make_index` first.", "make_index", "build_index"],
      ["Run git clone --depth=1 first.", "--depth=1", "--depth=9"],
      ["The flag --no-cache turns it off.", "--no-cache", "--skip-cache"],
      ["It reads src/core/main.ts at the start.", "main.ts", "index.ts"],
      ["The value of max_tokens is read first.", "max_tokens", "max_token_count"],
    ],
  },
};

describe.each(Object.entries(PLANTED))("%s", (_, { kinds: expected, rows }) => {
  it.each(rows)("is found: %s (%s: %s)", (evidence, from, to) => {
    const sentence = evidence.replace(from, to);
    expect(sentence).not.toBe(evidence);
    expect(kinds(evidence, evidence)).toEqual([]);
    expect(kinds(sentence, evidence).filter((kind) => expected.includes(kind))).not.toEqual([]);
  });
});

describe("an honest paraphrase passes", () => {
  it.each([
    ["The team has 3 members.", "The team has three members."],
    ["The team has three members.", "The team has 3 members."],
    ["It has 1200 users.", "It has 1,200 users."],
    ["It has 1.2 thousand users.", "It has 1,200 users."],
    ["It has 1 200 000 users.", "It has 1.2 million users."],
    ["It raised $1.5 million.", "It raised $1,500,000."],
    ["The US army bought it.", "The U.S. army bought it."],
    ["Lindqvist wrote it.", "Maria Lindqvist wrote it."],
    ["It has about 60 users.", "It has 64 users."],
    ["Roughly 1,000 people came.", "There came 1,034 people."],
    ["It began in May 1998.", "It began on 3 May 1998."],
    ["It began in 1998.", "It began on 1998-05-03."],
    ["It began on 3 May 1998.", "It began on 1998-05-03."],
    ["It began on May 3, 1998.", "It began on the 3rd of May 1998."],
    ["It was popular in the nineties.", "It was popular in the 1990s."],
    ["GitHub was bought by Microsoft.", "Microsoft bought GitHub."],
    ["It does not need a key.", "It doesn't need a key."],
    ["The tool lacks a key.", "The tool does not have a key."],
    ["The cause is not known.", "The cause is unknown."],
    ["It supports Linux.", "It supports Linux, but not Windows."],
    ["It shipped in 2004.", "It did not ship until 2004."],
    ["The engine is smaller than the frame.", "The frame is larger than the engine."],
    ["The war came after the plague.", "The plague came before the war."],
    ["The EU passed the law.", "The European Union passed the law."],
    ["Müller hat das Buch geschrieben.", "Das Buch schrieb Müller."],
    ["Die Stadt hat 1200 Einwohner.", "Die Stadt hat 1.200 Einwohner."],
    ["Der Preis beträgt 3.5 Euro.", "Der Preis beträgt 3,5 €."],
    ["La ville compte 12 000 habitants.", "La ville compte douze mille habitants."],
    ["El equipo tiene 5 ingenieros.", "El equipo tiene cinco ingenieros."],
    ["Программу Иванова купили в 1998 году.", "В 1998 году купили программу, которую написал Иванов."],
    ["团队有23名成员。", "团队有二十三名成员。"],
    ["该公司成立于1998年。", "该公司成立于1998年5月3日。"],
    ["يضم الفريق 5 أعضاء.", "يضم الفريق خمسة أعضاء."],
    ["टीम में 5 सदस्य हैं।", "टीम में पांच सदस्य हैं।"],
    ["Between 3 and 5 km are left.", "There are 3–5 km left."],
    ["He said it was a \"quiet tool\".", "He said it was a “quiet tool”, and left."],
    ["He also founded the firm in 2003.", "Before that he was in Paris. In 2003 he founded the firm."],
    ["Half of the users left.", "50 % of the users left."],
  ])("%s", (sentence, evidence) => {
    expect(disagreementsOf(sentence, [evidence])).toEqual([]);
  });
});

describe("evidence", () => {
  it("may be several passages", () => {
    expect(kinds("Bellard wrote QEMU in 2003 and FFmpeg in 2000.", "Bellard wrote QEMU in 2003.", "Bellard wrote FFmpeg in 2000.")).toEqual([]);
  });

  it("that is empty agrees with nothing that has a number or name", () => {
    expect(kinds("Bellard wrote QEMU in 2003.")).toEqual(["date", "name"]);
  });
});

describe("A figure under a bound", () => {
  const LIFTS = "The Kestrel Crane lifts 40 tonnes at the Harbour Yard in March 1932.";

  it.each([
    "The Kestrel Crane lifts more than 40 tonnes.",
    "The Kestrel Crane lifts less than 40 tonnes.",
    "The Kestrel Crane lifts at most 40 tonnes.",
    "The Kestrel Crane lifts at least 40 tonnes.",
    "The Kestrel Crane lifts up to 40 tonnes.",
    "The Kestrel Crane lifts under 40 tonnes.",
    "The Kestrel Crane lifts minus 40 tonnes.",
    "The Kestrel Crane lifts −40 tonnes.",
    "The Kestrel Crane lifts 40 tonnes until March 1932.",
    "The Kestrel Crane lifts 40 tonnes since March 1932.",
    "The Kestrel Crane lifts 40 tonnes before March 1932.",
    "The Kestrel Crane lifts 1932 tonnes at the Harbour Yard.",
    "The Kestrel Crane lifts 40 kilotonnes.",
    "The Kestrel Crane lifts hundreds of tonnes.",
    "Der Kestrel Crane hebt weniger als 40 Tonnen.",
    "It is false that the Kestrel Crane lifts 40 tonnes.",
    "It is a myth that the Kestrel Crane lifts 40 tonnes.",
    "The Kestrel Crane is a dangerous fraud at the Harbour Yard.",
  ])("that no source has is untrue: %s", (sentence) => {
    expect(disagreementsOf(sentence, [LIFTS])).not.toEqual([]);
  });

  it.each([
    ["It lifts more than 40 tonnes.", "It lifts over 40 tonnes."],
    ["It lifts 40+ tonnes.", "It lifts more than 40 tonnes."],
    ["It exceeds 40 tonnes.", "It lifts more than 40 tonnes."],
    ["Its limit is 40 tonnes.", "It lifts up to 40 tonnes."],
    ["It stood there from 1920 to 1932.", "It stood there until 1932."],
    ["It stood there 1920-1932.", "It stood there until 1932."],
    ["It opened in 1932.", "It has been open since 1932."],
    ["She built cranes for 40 years.", "Over 40 years she built cranes."],
    ["It fell to -40 degrees.", "It fell to minus 40 degrees."],
    ["It lifts 4,000 tonnes.", "It lifts thousands of tonnes."],
    ["Он поднимает более 40 тонн.", "It lifts more than 40 tonnes."],
    ["It costs 40 dollars and runs on 3-4 batteries.", "It costs 40 dollars."],
    ["Weight: 850, height: 30 (kg, m).", "It weighs 850 kg."],
  ])("that a source has in other words is none: %s / %s", (evidence, sentence) => {
    expect(disagreementsOf(sentence, [evidence])).toEqual([]);
  });
});
