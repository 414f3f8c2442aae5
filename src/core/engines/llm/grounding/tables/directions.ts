/** Words that point one way or the other, by hand: on a line the one way, a bar, and the other. An asterisk stands for any ending. */

const LINES: readonly string[] = [
  // Amounts that go up or down.
  "increas* rise rises rising rose risen grow grows grew growing grown growth climb* soar* surg* gestiegen steig* stieg* erhöh* wuchs wächst gewachsen zunahm* zugenommen augment* hausse hauss* croît crû aument* crec* subi* aumentar* cresce* cresciut* salit* steeg gestegen groei* ökad* ökar wzros* rośni* увелич* вырос* повыс* растёт растет рост αυξή* ανέβη* ارتفع* زاد ازداد* बढ़* 增加 增长 增長 上升 上涨 提高 増加 上昇 増え เพิ่ม | decreas* fall falls falling fell fallen drop drops dropped dropping declin* shrink* shrank shrunk plung* plummet* reduc* gesunken sink* sank fiel fallen gefallen verringer* abnahm* abgenommen schrumpf* diminu* baiss* chut* disminu* baj* cayó cayeron reduc* cala* diminui* sces* scend* daald* gedaald minskad* minskar spad* zmniejsz* уменьш* упал* сниз* падает падение μειώ* έπεσε πτώση انخفض* تراجع* घट* गिर* 减少 減少 下降 下跌 降低 低下 減っ ลด",
  "before prior vor vorher bevor avant antes prima przed до перед πριν قبل पहले 之前 以前 前に ก่อน | after afterwards nach nachher nachdem après después depois dopo after na efter po после μετά بعد बाद 之后 之後 以后 後に หลัง",
  "earlier früher | later später",
  "more mehr plus más mais più meer mer więcej больше более περισσότερ* أكثر अधिक ज़्यादा 更多 多于 超过 より多 มากกว่า | less fewer weniger moins menos meno minder minder mindre mniej меньше менее λιγότερ* أقل कम 更少 少于 不到 より少 น้อยกว่า",
  "least mindestens minimum minimal* | most höchstens maximum maximal*",
  "larger bigger greater größer größere größeren grande mayor maggior* больше большой größte largest biggest greatest größten 更大 最大 大きい ใหญ่ | smaller lesser kleiner kleinere kleineren petit* menor minore меньше kleinste smallest kleinsten 更小 最小 小さい เล็ก",
  "higher highest höher höchste supérieur* plus_haut superior alto выше ανώτερ* أعلى 更高 最高 高い สูง | lower lowest niedriger niedrigste inférieur* inferior ниже κατώτερ* أدنى 更低 最低 低い ต่ำ",
  "above oberhalb über dessus encima sopra выше | below beneath unterhalb unter dessous debajo sotto ниже",
  "up upward* upwards aufwärts | down downward* downwards abwärts",
  "faster fastest quicker quick* schneller schnellste rapide* rápid* быстрее быстрый γρηγορότερ* أسرع तेज 更快 最快 速い เร็ว | slower slowest langsamer langsamste lent* медленнее αργ* أبطأ धीम* 更慢 最慢 遅い ช้า",
  "better best besser beste besten meilleur* mejor melhor miglior* лучше лучший καλύτερ* أفضل बेहतर 更好 最好 良い ดีกว่า | worse worst schlechter schlechteste schlechtesten pire peor pior peggior* хуже худший χειρότερ* أسوأ बदतर 更差 最差 悪い แย่กว่า",
  "longer longest länger längste | shorter shortest kürzer kürzeste",
  "older oldest elder älter älteste старше | younger youngest newer newest jünger jüngste младше",
  "first erste ersten erster erstes premier première premiers primer primero primera primo prima primeiro primeira eerste första pierwszy первый первая первой первым πρώτ* أول الأول الأولى पहला पहली 第一 最初 แรก | last letzte letzten letzter letztes dernier dernière último última ultimo ultima laatste sista ostatni последний последняя последней последним τελευταί* آخر الأخير الأخيرة अंतिम आखिरी 最后 最後 สุดท้าย",
  "began begin begins beginning start starts started begann beginnt commenc* débute comenz* empez* iniziò começ* начал* начинается ξεκίν* άρχισ* بدأ* शुरू 开始 開始 始ま เริ่ม | ended end ends ending finish* stopped endet* termin* acab* finì finiu закончил* τελείωσ* انتهى समाप्त खत्म 结束 終了 終わ สิ้นสุด",
  "open opens opened opening öffn* ouvr* abri* abre apr* открыл* открывается ανοί* فتح* 打开 開い เปิด | close closes closed closing schloss schließ* geschlossen ferm* cerr* chius* закрыл* закрывается κλεί* أغلق* 关闭 閉じ ปิด",
  "buy buys bought acquir* purchas* kauft* kaufen gekauft achet* compr* куп* αγόρασ* اشترى* खरीद* 购买 收购 購入 買収 ซื้อ | sell sells sold verkauf* vend* продал* продаёт πούλησ* باع* बेच* 出售 卖出 売却 ขาย",
  "win wins won winning gewann gewinn* gewonnen gagn* ganó ganar* vinse vinto vencer* выиграл* побед* κέρδισ* فاز* जीत* 赢得 获胜 勝利 ชนะ | lose loses lost losing verlor* verlier* perd* perse проигра* έχασ* خسر* हार* 输掉 失利 敗北 แพ้",
  "accept accepts accepted akzeptier* accept* aceptó принял* 接受 | reject rejects rejected declined abgelehnt rejet* rechaz* отверг* 拒绝",
  "allow* permit* erlaubt* autoris* permite* разреш* 允许 許可 อนุญาต | forbid* forbade prohibit* banned bans verbot* verbiet* interdi* prohíb* prohib* запре* 禁止 ห้าม",
  "include includes included including | exclude excludes excluded excluding",
  "enable* | disable*",
  "import imports imported importing importier* импорт* | export exports exported exporting exportier* экспорт*",
  "north northern norden nord norte север* βόρ* شمال* उत्तर 北 北部 เหนือ | south southern süden sud sur юг южн* νότ* جنوب* दक्षिण 南 南部 ใต้",
  "east eastern osten восток* восточн* ανατολ* شرق* पूर्व 东 東 東部 | west western westen запад* δυτικ* غرب* पश्चिम 西 西部",
  "true wahr vrai verdadero vero | false falsch faux falso",
  "positive positiv* positif* positivo | negative negativ* négatif* negativo",
  "support supports supported supporting unterstützt* | oppose opposes opposed opposing",
  "strengthen* stronger stärker | weaken* weaker schwächer",
  "early früh frühe frühen | late spät späte späten",
  "internal* intern interne | external* extern externe",
  "public* öffentlich* | private* privat*",
  "succeed* success successful* erfolgreich | unsuccessful* erfolglos",
  "maximum maximal max | minimum minimal min",
  "agree agrees agreed zugestimmt | disagree disagrees disagreed widersprochen",
  "cause causes caused | prevent prevents prevented",
  "add adds added adding | remove removes removed removing",
  "same gleich* | different unterschiedlich*",
];

/** A way and its number: 2 n one way of pair n, 2 n + 1 the other; so `side ^ 1` is the opposite. */
const WORDS = new Map<string, number[]>();
const BEGINNINGS = new Map<string, number[]>();
const WIDE: [string, number][] = [];

const put = (map: Map<string, number[]>, word: string, side: number): void => void map.set(word, [...(map.get(word) ?? []), side]);

LINES.forEach((line, index) => {
  line
    .normalize("NFKC")
    .split("|")
    .forEach((words, way) => {
      for (const word of words.trim().split(" ")) {
        if (/[\u0e00-\u0eff\u3005-\u9fff]/u.test(word)) WIDE.push([word, index * 2 + way]);
        else if (word.endsWith("*")) put(BEGINNINGS, word.slice(0, -1), index * 2 + way);
        else put(WORDS, word, index * 2 + way);
      }
    });
});

const NONE: readonly number[] = [];

/** The ways a small word points; none for most words. Beginnings have two letters at least. */
export function waysOf(lower: string): readonly number[] {
  const ways = WORDS.get(lower);
  if (ways !== undefined) return ways;
  for (let length = Math.min(lower.length, 9); length >= 2; length -= 1) {
    const found = BEGINNINGS.get(lower.slice(0, length));
    if (found !== undefined) return found;
  }
  return NONE;
}

/** The ways in a text of a script without spaces, with their places. */
export function wideWaysOf(text: string): { way: number; start: number; end: number }[] {
  if (!/[\u0e00-\u0eff\u3005-\u9fff]/u.test(text)) return [];
  const found: { way: number; start: number; end: number }[] = [];
  for (const [word, way] of WIDE) for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push({ way, start: at, end: at + word.length });
  return found;
}
