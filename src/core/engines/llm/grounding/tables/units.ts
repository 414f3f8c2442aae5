/** Units, currencies and words of magnitude, by hand. What is on one line is one unit. */

const UNITS: readonly string[] = [
  "% percent per_cent pct prozent pourcent porcentaje procent процент процента процентов प्रतिशत 百分之 τοις_εκατό",
  "km kilometer kilometers kilometre kilometres kilometern kilomètre kilomètres kilómetro kilómetros chilometro chilometri км километр километра километров χιλιόμετρα كيلومتر كيلومترا किलोमीटर किमी 公里 千米 キロ กิโลเมตร",
  "m meter meters metre metres metern mètre mètres metro metros metri м метр метра метров μέτρα متر مترا मीटर 米 メートル เมตร",
  "cm centimeter centimeters centimetre centimetres zentimeter 厘米 センチ เซนติเมตร сантиметр сантиметров",
  "mm millimeter millimeters millimetre millimetres 毫米 ミリ миллиметр миллиметров",
  "mi mile miles meile meilen milla millas miglia миля мили миль μίλια ميل ميلا मील 英里 マイル ไมล์",
  "ft foot feet fuß pied pieds pies 英尺 フィート ฟุต फुट фут футов",
  "in inch inches zoll pouces pulgadas 英寸 インチ นิ้ว इंच дюйм дюймов",
  "yd yard yards 码",
  "ha hectare hectares hektar гектар гектаров 公顷",
  "kg kilogram kilograms kilo kilos kilogramm килограмм килограмма килограммов κιλά كيلوغرام किलोग्राम किलो 公斤 千克 キログラム กิโลกรัม",
  "g gram grams gramm grammes gramos грамм граммов 克 グラム กรัม ग्राम غرام",
  "mg milligram milligrams milligramm 毫克 ミリグラム",
  "t ton tons tonne tonnes tonnen tonnellate toneladas тонна тонны тонн 吨 噸 トン ตัน टन طن",
  "kilotonnes kilotonne kilotons kiloton", "megatonnes megatonne megatons megaton",
  "lb lbs pound pounds pfund 磅 ポンド ปอนด์",
  "oz ounce ounces unze unzen",
  "l litre litres liter liters litros litri литр литра литров 升 リットル ลิตร लीटर لتر",
  "ml millilitre millilitres milliliter milliliters 毫升",
  "ns nanosecond nanoseconds nanosekunden",
  "µs μs us microsecond microseconds mikrosekunden",
  "ms millisecond milliseconds millisekunde millisekunden 毫秒 ミリ秒 миллисекунд",
  "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondi секунда секунды секунд δευτερόλεπτα ثانية ثوان सेकंड 秒 วินาที",
  "min mins minute minutes minuten minuto minutos minuti минута минуты минут λεπτά دقيقة دقائق मिनट 分钟 分間 分 นาที",
  "h hr hrs hour hours stunde stunden heure heures hora horas ora ore час часа часов ώρα ώρες ساعة ساعات घंटे घंटा 小时 小時 時間 ชั่วโมง",
  "d day days tag tage tagen jour jours día días giorno giorni dia dias день дня дней ημέρα ημέρες μέρες يوم أيام يوما दिन 天 日間 วัน",
  "week weeks woche wochen semaine semaines semana semanas settimana settimane неделя недели недель εβδομάδα εβδομάδες أسبوع أسابيع सप्ताह हफ्ते 周 週間 สัปดาห์",
  "month months monat monate monaten mois mes meses mese mesi месяц месяца месяцев μήνα μήνες شهر أشهر महीने महीना 个月 個月 ヶ月 か月 เดือน",
  "year years jahr jahre jahren an ans année années año años anno anni ano anos год года лет έτη χρόνια χρόνων سنة سنوات عاما साल वर्ष 年間 ปี",
  "decade decades jahrzehnt jahrzehnte décennie décennies décadas",
  "bit bits бит", "kbit kb/s kbps", "mbit mbps", "gbit gbps",
  "byte bytes octets байт байта", "KB kB kilobyte kilobytes КБ килобайт", "MB megabyte megabytes МБ мегабайт 兆字节", "GB gigabyte gigabytes ГБ гигабайт", "TB terabyte terabytes ТБ терабайт", "PB petabyte petabytes",
  "KiB kibibyte", "MiB mebibyte", "GiB gibibyte", "TiB",
  "Hz hertz", "kHz kilohertz", "MHz megahertz МГц", "GHz gigahertz ГГц",
  "W watt watts ватт", "kW kilowatt kilowatts кВт", "MW megawatt megawatts МВт", "GW gigawatt gigawatts", "kWh kilowattstunden", "MWh", "GWh", "TWh",
  "V volt volts", "mV", "kV", "A ampere amperes amp amps", "mA", "J joule joules", "kJ", "kcal calories", "Pa", "hPa", "bar", "psi", "dB",
  "°C degrees_celsius celsius 摄氏度", "°F degrees_fahrenheit fahrenheit", "K kelvin", "° degree degrees grad degrés grados градус градуса градусов 度",
  "px pixel pixels пикселей", "rpm", "mph", "km/h kmh kph", "m/s",
  "m2 m² square_meters", "km2 square_kilometers", "m3", "km3",
  "$ usd us$ dollar dollars dólares доллар доллара долларов δολάρια دولار دولارا डॉलर 美元 ドル ดอลลาร์",
  "€ eur euro euros евро ευρώ يورو यूरो 欧元 ユーロ ยูโร", "£ gbp sterling", "¥ jpy cny yen yuan rmb 円 元 日元 人民币", "₹ inr rupee rupees रुपये", "₽ rub rouble roubles ruble rubles рубль рубля рублей", "chf franken", "฿ บาท baht",
  "pp percentage_points prozentpunkte процентных_пунктов",
];

const CANONICAL = new Map<string, string>();
const WIDE: string[] = [];
for (const line of UNITS) {
  const names = line.split(" ");
  const canonical = names[0] ?? "";
  for (const name of names) {
    const spelled = name.replace("_", " ").normalize("NFKC");
    CANONICAL.set(spelled, canonical);
    if (/^[\p{Script=Han}\p{Script=Katakana}\p{Script=Thai}ヶか]/u.test(spelled)) WIDE.push(spelled);
  }
}
WIDE.sort((left, right) => right.length - left.length);
const WIDE_BY_FIRST = new Map<string, string[]>();
for (const name of WIDE) WIDE_BY_FIRST.set(name.charAt(0), [...(WIDE_BY_FIRST.get(name.charAt(0)) ?? []), name]);

/** Short signs mean what their capitals say (MB and Mb, m and M); words do not. "" where it is no unit. */
export const unitOf = (word: string): string => CANONICAL.get(word) ?? (word.length > 2 ? (CANONICAL.get(word.toLowerCase()) ?? "") : (word.toLowerCase() === "kb" ? "KB" : ""));

/** The unit a text of a script without spaces begins with, and its length. */
export function wideUnitAt(text: string, at: number): { unit: string; length: number } | null {
  if (!(text.charCodeAt(at) >= 0x0e00)) return null;
  const name = (WIDE_BY_FIRST.get(text.charAt(at)) ?? []).find((unit) => text.startsWith(unit, at));
  return name === undefined ? null : { unit: CANONICAL.get(name) ?? "", length: name.length };
}

export const isMoneyOrShare = (unit: string): boolean => "%$€£¥₹₽".includes(unit) && unit !== "";

const MAGNITUDES = new Map<string, number>();
for (const [factor, names] of [
  [1e3, "k K thousand tausend tsd mille mil mila duizend tusen тыс тысяч тысячи тысяча χιλιάδες ألف آلاف हज़ार हजार"],
  [1e5, "lakh lakhs लाख"],
  [1e6, "M mn mio mln million millions millionen millón millones milione milioni milhão milhões miljoen miljoner млн миллион миллиона миллионов εκατ εκατομμύρια مليون ملايين"],
  [1e7, "crore crores करोड़"],
  [1e9, "B bn mrd mld billion billions milliarde milliarden milliard milliards miliardo miliardi miljard miljarder млрд миллиард миллиарда миллиардов δισεκατομμύρια مليار"],
  [1e12, "T tn trillion trillions billionen трлн триллион триллионов"],
] as const) {
  for (const name of names.split(" ")) MAGNITUDES.set(name.normalize("NFKC"), factor);
}
const WIDE_MAGNITUDES: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 };

/** What a word after a number multiplies it by; 1 where it does not. `isAttached`: single letters count only where nothing stands between. */
export function magnitudeOf(word: string, isAttached: boolean): number {
  if (word.length === 1 && !isAttached) return 1;
  return MAGNITUDES.get(word) ?? (word.length > 1 ? (MAGNITUDES.get(word.toLowerCase()) ?? 1) : 1);
}
export const wideMagnitudeOf = (character: string): number => WIDE_MAGNITUDES[character] ?? 1;
