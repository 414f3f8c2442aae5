/** Words that deny, by language, by hand. Small letters; in scripts without spaces, strings and what only looks like them. */
import { remember } from "../../../../text/remember";

const WORDS = new Set(
  (
    // English
    "not no never neither nor none nobody nothing nowhere cannot without fail fails failed failing lack lacks lacked lacking unable refuse refuses refused deny denies denied denying hardly scarcely barely rarely seldom avoid avoids avoided absent absence except impossible " +
    // German
    "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts nirgends ohne weder noch scheiterte gescheitert verweigerte verweigert kaum selten unmöglich " +
    // French
    "ne n' pas jamais aucun aucune sans personne ni nul nulle échoué échoua échoue impossible rarement refuse refusé refusa " +
    // Spanish, Portuguese, Italian
    "nunca jamás ningún ninguna ninguno nadie nada sin tampoco apenas não nenhum nenhuma ninguém sem nem jamais non mai nessuno nessuna niente nulla senza imposible " +
    // Dutch, Swedish, Polish
    "niet geen nooit niemand niets zonder nergens mislukte inte ej aldrig ingen inget inga utan knappt nie nigdy nikt nic bez ani żaden żadna żadne brak " +
    // Russian, Ukrainian
    "не нет ни никогда никто ничто ничего нигде без нельзя невозможно отказался отказалась отказались ні немає ніколи без " +
    // Greek
    "δεν δε μη μην ποτέ χωρίς όχι ούτε κανείς κανένας καμία κανένα τίποτα απέτυχε αρνήθηκε αδύνατο " +
    // Arabic
    "لا لم لن ليس ليست ليسوا بدون دون عدم أبدا أبداً قط غير فشل فشلت رفض رفضت مستحيل " +
    // Hindi
    "नहीं न मत बिना कभी_नहीं असफल विफल इनकार नामुमकिन असंभव"
  )
    .split(" ")
    .map((word) => word.normalize("NFKC")),
);

/** Words that deny in one language and mean something else in others: only where the text is in a language of theirs. */
const ONLY_IN: Readonly<Record<string, string>> = { no: "en es it other", non: "it fr", ne: "fr", "n'": "fr", pas: "fr", ni: "fr es", nada: "es pt", sin: "es", sem: "pt", nem: "pt", mai: "it", "né": "it", personne: "fr", noch: "de", nie: "de pl", nic: "pl", bez: "pl ru", inte: "sv", ej: "sv", ingen: "sv", inga: "sv", utan: "sv", none: "en other", nul: "fr", nor: "en other", except: "en other", absent: "en fr other", nulla: "it", ani: "pl" };

/** What stands behind a word that denies and takes its force: "not only", "did not … until". */
const FORCELESS_NEXT = new Set("only just merely simply nur bloß seulement solamente sólo solo soltanto apenas только лишь μόνο فقط केवल सिर्फ alleen enbart tylko doubt zweifel doute duda".split(" "));
const UNTIL = new Set("until till jusqu' hasta erst fino".split(" "));

/** Whether a small word denies anywhere. */
export const mayDeny = (lower: string): boolean => WORDS.has(lower) || lower.endsWith("n't");

export interface NeighbourWords {
  language: string;
  next: string;
  /** The words of the clause behind the word. */
  behind: readonly string[];
  /** Whether words of Portuguese alone stand in the text, where "no" is "in the". */
  isPortuguese: boolean;
}

/** English words that deny only what an infinitive says: "failed to run", but not "failed the test". */
const BEFORE_TO = new Set("fail fails failed failing refuse refuses refused unable".split(" "));

/** Whether a small word denies where it stands. */
export function isNegation(lower: string, { language, next, behind, isPortuguese }: NeighbourWords): boolean {
  if (lower.length > 3 && lower.endsWith("n't")) return !FORCELESS_NEXT.has(next) && !behind.some((word) => UNTIL.has(word));
  if (!WORDS.has(lower)) return false;
  const languages = ONLY_IN[lower];
  if (languages !== undefined && Object.hasOwn(ONLY_IN, lower) && !languages.split(" ").includes(language)) return false;
  if (BEFORE_TO.has(lower) && language !== "fr" && next !== "to") return false;
  if (lower === "no" && isPortuguese) return false;
  if (lower === "no" && /^\d/.test(next)) return false;
  return !FORCELESS_NEXT.has(next) && !behind.some((word) => UNTIL.has(word));
}

const WIDE = /没有|沒有|不能|不会|不會|不可|不再|不是|从未|從未|从不|未能|未曾|尚未|并未|拒绝|拒絕|失败|失敗|[不没沒无無未勿莫非]|ません|なかった|なくなった|ない|なし|ずに|せず|ぬ(?=[。、])|ไม่|มิได้|ไร้|ปราศจาก|ห้าม|ล้มเหลว|ปฏิเสธ/g;
const NOT_WIDE =
  /不过|不過|不仅|不僅|不但|不只|不断|不斷|不同|不少|不久|不得不|不管|不论|不論|不可避免|差不多|无论|無論|无数|無數|无疑|無疑|非常|未来|未來|南非|北非|非洲|是非|除非|没关系|莫斯科|莫大|少ない|危ない|間違いない|に違いない|かもしれない|なければならない|なくてはならない|ないといけない|だけでなく|ではないか|切ない|ไม่เพียง|ไม่ว่า|ไม่นาน/g;

/** Where a text of a script without spaces denies: UTF-16 offsets. */
export const wideNegations: (text: string) => { start: number; end: number }[] = remember(50, (text) => {
  if (!/[\u0e00-\u0eff\u3005-\u9fff]/.test(text)) return [];
  const masked = text.replace(NOT_WIDE, (word) => "_".repeat(word.length));
  return [...masked.matchAll(WIDE)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
});

export const isPortugueseWord = (lower: string): boolean => PORTUGUESE.has(lower);
const PORTUGUESE = new Set("o os em ao uma um não são nas dos das pela pelo você também".split(" "));

const ROOTS = new Set(
  "possible able likely known usual stable safe supported supports support available changed published released correct complete consistent dependent legal regular relevant visible valid secure sufficient significant successful necessary common clear certain fair finished official paid popular reliable resolved solved tested used agree agreed agrees allow allowed allows appear appeared approve approved connect connected continue continued prove proved proven honest advantage perfect mature mutable moral practical precise proper reversible rational responsible logical direct formal finite accurate active adequate appropriate capable convenient effective efficient equal intended expected limited related documented verified signed encrypted modified affected posible probable capaz completo correcto dependiente estable seguro visibile valido valide connu utile juste möglich bekannt gelöst abhängig sicher wahrscheinlich fähig wichtig klar genau vollständig zulässig verändert gültig".split(
    " ",
  ),
);
const PREFIXED = /^(?:un|in|im|ir|il|dis|non|des)(\p{L}{3,})$/u;

/** The word that a denying syllable is put before ("unknown": "known"); "" where it is none. */
export function deniedRoot(lower: string): string {
  const root = PREFIXED.exec(lower)?.[1] ?? "";
  return ROOTS.has(root) || ROOTS.has(root.replace(/e[nrsm]?$/u, "")) ? root : "";
}
