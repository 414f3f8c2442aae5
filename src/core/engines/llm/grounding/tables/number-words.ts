/** Numbers in words, by language, by hand. Small letters. Words that are oftener something else ("one", "sei") are left out. */
import type { Language } from "../../../../text/stop-words";

const LISTS: Readonly<Record<string, string>> = {
  en: "zero 0 two 2 both 2 twice 2 double 2 doubled 2 doubling 2 three 3 thrice 3 triple 3 tripled 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 dozen 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100 thousand 1000 million 1000000 billion 1000000000 trillion 1000000000000",
  de: "null 0 zwei 2 beide 2 beiden 2 doppelt 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12 dreizehn 13 vierzehn 14 fünfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19 zwanzig 20 dreißig 30 vierzig 40 fünfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90 hundert 100 tausend 1000 million 1000000 millionen 1000000 milliarde 1000000000 milliarden 1000000000",
  fr: "zéro 0 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 cent 100 cents 100 mille 1000 million 1000000 millions 1000000 milliard 1000000000 milliards 1000000000",
  es: "cero 0 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 doce 12 trece 13 catorce 14 quince 15 veinte 20 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 mil 1000 millón 1000000 millones 1000000",
  it: "zero 0 due 2 tre 3 quattro 4 cinque 5 sette 7 otto 8 nove 9 dieci 10 undici 11 dodici 12 venti 20 trenta 30 quaranta 40 cinquanta 50 sessanta 60 settanta 70 ottanta 80 novanta 90 cento 100 mille 1000 mila 1000 milione 1000000 milioni 1000000 miliardo 1000000000 miliardi 1000000000",
  pt: "zero 0 dois 2 duas 2 três 3 quatro 4 cinco 5 seis 6 sete 7 oito 8 nove 9 dez 10 onze 11 doze 12 vinte 20 trinta 30 quarenta 40 cinquenta 50 sessenta 60 setenta 70 oitenta 80 noventa 90 cem 100 cento 100 mil 1000 milhão 1000000 milhões 1000000",
  nl: "nul 0 twee 2 drie 3 vier 4 vijf 5 zes 6 zeven 7 acht 8 negen 9 tien 10 elf 11 twaalf 12 twintig 20 dertig 30 veertig 40 vijftig 50 zestig 60 zeventig 70 tachtig 80 negentig 90 honderd 100 duizend 1000 miljoen 1000000 miljard 1000000000",
  sv: "noll 0 två 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tjugo 20 trettio 30 fyrtio 40 femtio 50 sextio 60 sjuttio 70 åttio 80 nittio 90 hundra 100 tusen 1000 miljon 1000000 miljoner 1000000 miljard 1000000000",
  pl: "dwa 2 dwie 2 dwóch 2 trzy 3 trzech 3 cztery 4 czterech 4 pięć 5 pięciu 5 sześć 6 siedem 7 osiem 8 dziewięć 9 dziesięć 10 jedenaście 11 dwanaście 12 dwadzieścia 20 trzydzieści 30 czterdzieści 40 pięćdziesiąt 50 sto 100 tysiąc 1000 tysiące 1000 tysięcy 1000 milion 1000000 miliony 1000000 milionów 1000000 miliard 1000000000",
};

/** Those of scripts that no other list is written in: read in every text. */
const ANYWHERE =
  "ноль 0 два 2 две 2 двух 2 двумя 2 три 3 трёх 3 трех 3 четыре 4 четырёх 4 четырех 4 пять 5 пяти 5 шесть 6 шести 6 семь 7 семи 7 восемь 8 восьми 8 девять 9 девяти 9 десять 10 десяти 10 одиннадцать 11 двенадцать 12 тринадцать 13 пятнадцать 15 двадцать 20 тридцать 30 сорок 40 пятьдесят 50 шестьдесят 60 семьдесят 70 восемьдесят 80 девяносто 90 сто 100 двести 200 триста 300 пятьсот 500 тысяча 1000 тысячи 1000 тысяч 1000 миллион 1000000 миллиона 1000000 миллионов 1000000 миллиард 1000000000 миллиарда 1000000000 миллиардов 1000000000 " +
  "μηδέν 0 δύο 2 δυο 2 τρεις 3 τρία 3 τριών 3 τέσσερις 4 τέσσερα 4 πέντε 5 έξι 6 επτά 7 εφτά 7 οκτώ 8 οχτώ 8 εννέα 9 εννιά 9 δέκα 10 έντεκα 11 δώδεκα 12 είκοσι 20 τριάντα 30 σαράντα 40 πενήντα 50 εξήντα 60 εβδομήντα 70 ογδόντα 80 ενενήντα 90 εκατό 100 χίλια 1000 χιλιάδες 1000 εκατομμύριο 1000000 εκατομμύρια 1000000 " +
  "صفر 0 اثنان 2 اثنين 2 اثنتان 2 اثنتين 2 ثلاثة 3 ثلاث 3 أربعة 4 أربع 4 خمسة 5 خمس 5 ستة 6 ست 6 سبعة 7 سبع 7 ثمانية 8 ثماني 8 تسعة 9 تسع 9 عشرة 10 عشر 10 عشرون 20 عشرين 20 ثلاثون 30 ثلاثين 30 أربعون 40 أربعين 40 خمسون 50 خمسين 50 مئة 100 مائة 100 ألف 1000 آلاف 1000 مليون 1000000 ملايين 1000000 مليار 1000000000 " +
  "शून्य 0 दो 2 तीन 3 चार 4 पांच 5 पाँच 5 छह 6 छः 6 सात 7 आठ 8 नौ 9 दस 10 ग्यारह 11 बारह 12 पंद्रह 15 बीस 20 तीस 30 चालीस 40 पचास 50 साठ 60 सत्तर 70 अस्सी 80 नब्बे 90 सौ 100 हज़ार 1000 हजार 1000 लाख 100000 करोड़ 10000000";

function tableOf(list: string): Map<string, number> {
  const parts = list.split(" ");
  const table = new Map<string, number>();
  for (let index = 0; index + 1 < parts.length; index += 2) table.set((parts[index] ?? "").normalize("NFKC"), Number(parts[index + 1]));
  return table;
}

const TABLES = new Map(Object.entries(LISTS).map(([language, list]) => [language, tableOf(list)]));
const SHARED = tableOf(ANYWHERE);
const ALL = new Map([...SHARED, ...[...TABLES.values()].reverse().flatMap((table) => [...table])]);
ALL.set("one", 1).set("once", 1);

/** Words that say a number in one language and something else in others. */
const AMBIGUOUS = new Set("due sei sex once one dos mil cent cents tre fem nio elf null sept mille beide beiden dix acht tio six mila cento".split(" "));
const CLEAR = new Map([...ALL].filter(([word]) => !AMBIGUOUS.has(word)));

/** The number a small word says in a language ("all": in any); undefined where it says none. Where the language is not known, clear words count. */
export function numberOfWord(lower: string, language: Language | "all"): number | undefined {
  if (language === "all") return ALL.get(lower) ?? germanCompound(lower);
  if (language === "en") return SHARED.get(lower) ?? TABLES.get("en")?.get(lower);
  return TABLES.get(language)?.get(lower) ?? CLEAR.get(lower) ?? germanCompound(lower);
}

const GERMAN = /^(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)$/u;

function germanCompound(lower: string): number | undefined {
  const parts = GERMAN.exec(lower);
  if (parts === null) return undefined;
  const table = TABLES.get("de");
  return (table?.get(parts[1] ?? "") ?? 1) + (table?.get(parts[2] ?? "") ?? 0);
}

const ORDINALS = new Map(
  Object.entries({ third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12, twentieth: 20, half: 0.5, dritte: 3, dritten: 3, vierte: 4, vierten: 4, fünfte: 5, fünften: 5, troisième: 3, quatrième: 4, cinquième: 5, tercero: 3, tercera: 3, cuarto: 4, cuarta: 4, quinto: 5, quinta: 5, третий: 3, третья: 3, четвёртый: 4, пятый: 5 }),
);
export const ordinalOfWord = (lower: string): number | undefined => ORDINALS.get(lower);

const HAN: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 百: 100, 千: 1000, 万: 10_000, 萬: 10_000, 億: 100_000_000, 亿: 100_000_000 };

/** The number a run of Chinese numerals says: 二〇〇三 is 2003, 二十三 is 23. */
export function numberOfHan(run: string): number {
  const digits = [...run].map((character) => HAN[character] ?? 0);
  if (digits.every((digit) => digit < 10)) return Number(digits.join(""));
  let total = 0;
  let part = 0;
  let digit = 0;
  for (const value of digits) {
    if (value < 10) digit = value;
    else if (value < 10_000) {
      part += (digit || 1) * value;
      digit = 0;
    } else {
      total += (part + digit || 1) * value;
      part = 0;
      digit = 0;
    }
  }
  return total + part + digit;
}
