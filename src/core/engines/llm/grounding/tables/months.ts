/** Months and weekdays by language, by hand, small letters; a line is one month, January first. */

const MONTHS: readonly string[] = [
  "january jan januar jänner janvier enero gennaio janeiro januari stycznia styczeń januari января январь январе ιανουαρίου ιανουάριος يناير जनवरी มกราคม janv ene gen янв",
  "february feb februar février febrero febbraio fevereiro februari lutego luty февраля февраль феврале φεβρουαρίου φεβρουάριος فبراير फरवरी फ़रवरी กุมภาพันธ์ févr fev",
  "march mar märz mars marzo março maart marca marzec марта март марте μαρτίου μάρτιος مارس मार्च มีนาคม mrz",
  "april apr avril abril aprile april kwietnia kwiecień апреля апрель апреле απριλίου απρίλιος أبريل ابريل अप्रैल เมษายน avr abr",
  "may mai mayo maggio maio mei maj maja мая май мае μαΐου μαίου μάιος مايو मई พฤษภาคม mag",
  "june jun juni juin junio giugno junho czerwca czerwiec июня июнь июне ιουνίου ιούνιος يونيو जून มิถุนายน giu",
  "july jul juli juillet julio luglio julho lipca lipiec июля июль июле ιουλίου ιούλιος يوليو जुलाई กรกฎาคม juil lug",
  "august aug août agosto augustus augusti sierpnia sierpień августа август августе αυγούστου αύγουστος أغسطس अगस्त สิงหาคม ago",
  "september sep sept septembre septiembre settembre setembro września wrzesień сентября сентябрь сентябре σεπτεμβρίου σεπτέμβριος سبتمبر सितंबर सितम्बर กันยายน set",
  "october oct oktober octobre octubre ottobre outubro października październik октября октябрь октябре οκτωβρίου οκτώβριος أكتوبر अक्टूबर अक्तूबर ตุลาคม okt out",
  "november nov novembre noviembre novembro listopada listopad ноября ноябрь ноябре νοεμβρίου νοέμβριος نوفمبر नवंबर नवम्बर พฤศจิกายน",
  "december dec dezember décembre diciembre dicembre dezembro grudnia grudzień декабря декабрь декабре δεκεμβρίου δεκέμβριος ديسمبر दिसंबर दिसम्बर ธันวาคม dez dic",
];

const WEEKDAYS: readonly string[] = [
  "monday montag lundi lunes lunedì segunda-feira maandag måndag понедельник понедельника δευτέρα الاثنين सोमवार 月曜日 星期一 周一 วันจันทร์",
  "tuesday dienstag mardi martes martedì dinsdag tisdag вторник вторника τρίτη الثلاثاء मंगलवार 火曜日 星期二 周二 วันอังคาร",
  "wednesday mittwoch mercredi miércoles mercoledì woensdag onsdag среда среду τετάρτη الأربعاء बुधवार 水曜日 星期三 周三 วันพุธ",
  "thursday donnerstag jeudi jueves giovedì donderdag torsdag четверг четверга πέμπτη الخميس गुरुवार 木曜日 星期四 周四 วันพฤหัสบดี",
  "friday freitag vendredi viernes venerdì vrijdag fredag пятница пятницу παρασκευή الجمعة शुक्रवार 金曜日 星期五 周五 วันศุกร์",
  "saturday samstag sonnabend samedi sábado sabato zaterdag lördag суббота субботу σάββατο السبت शनिवार 土曜日 星期六 周六 วันเสาร์",
  "sunday sonntag dimanche domingo domenica zondag söndag воскресенье κυριακή الأحد रविवार 日曜日 星期日 周日 วันอาทิตย์",
];

const numbered = (lines: readonly string[]): Map<string, number> => new Map(lines.flatMap((line, index) => line.split(" ").map((name): [string, number] => [name.normalize("NFKC"), index + 1])));

const MONTH_NUMBERS = numbered(MONTHS);
const WEEKDAY_NUMBERS = numbered(WEEKDAYS);

/** 1 to 12; 0 where the word is no month. A dot behind it does not matter. */
export const monthOf = (lower: string): number => MONTH_NUMBERS.get(lower) ?? 0;
/** 1 (Monday) to 7; 0 where the word is no weekday. */
export const weekdayOf = (lower: string): number => WEEKDAY_NUMBERS.get(lower) ?? 0;

/** Months that stand for themselves, without a day or a year beside them: long, and nothing else in another language. */
export const isPlainMonth = (word: string): boolean => {
  const lower = word.toLowerCase();
  if (lower === "march" || lower === "august") return false;
  return lower.length >= 4 && monthOf(lower) > 0 && !["mars", "juli", "juni", "sept", "janv", "juil", "lipca", "luty", "maja", "март", "июнь", "मार्च"].includes(lower) && (lower !== word || !/^[a-z]+$/.test(word) || lower.length > 5);
};

/** Names of months in scripts without spaces, for patterns. */
export const THAI_MONTHS = MONTHS.map((line) => /[\u0e00-\u0eff]+/u.exec(line.normalize("NFKC"))?.[0] ?? "");
export const WIDE_WEEKDAYS = WEEKDAYS.flatMap((line, index) => line.normalize("NFKC").split(" ").filter((name) => /[\u0e00-\u0eff\u3400-\u9fff]/u.test(name)).map((name): [string, number] => [name, index + 1]));
