/**
 * Function words of the main European languages and Arabic, by hand, and a guess at a text's language from them.
 * Needed because a capital letter means a name in Spanish but only a noun in German. Knows nothing of the rest of the vault.
 */

export type Language = "en" | "de" | "fr" | "es" | "it" | "pt" | "nl" | "sv" | "pl" | "ru" | "ar" | "other";

const LISTS: Readonly<Record<Exclude<Language, "other">, string>> = {
  en: `a about above across along amid despite per onto beyond inside outside after again against ago all almost along already also although always am among an and another any anyone anything are around as at away back be became because been before began being below between both but by came can cannot come could did do does doing don done down during each either else enough etc even ever every everyone everything few first for
    from further get gets getting give given go goes going gone got had has have having he her here hers herself him himself his how however i if in indeed instead into is it its itself just keep kept know last later least less let like likely made make makes making many may maybe me might mine more most much must my myself near need neither never next no nobody none nor not nothing now of off often on once one ones only onto or other
    others our ours ourselves out over own per perhaps put quite rather really said same say says see seem seems several shall she should since so some someone something sometimes soon still such take than that the their theirs them themselves then there therefore these they thing things this those though three through thus to today together too toward towards two under until unless up upon us use used uses using very via want was way we well went were what whatever when
    whenever where whereas wherever whether which while who whole whom whose why will with within without would yes yet you your yours yourself i'm i've i'd i'll you're you've you'll you'd we're we've we'll we'd they're they've they'll they'd he's she's it's that's there's here's what's who's let's don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't shouldn't hasn't haven't hadn't ain't`,
  de: `aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim bereits bin bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf daraus darin darüber das dass dazu dein deine dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige einigen er erst es etwa etwas euch euer für gegen gibt hat hatte hatten haben habe hier hin hinter ich ihm ihn
    ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jedoch jene jener jetzt kann kein keine keinem keinen keiner konnte konnten können könnte machen man mehr mein meine mit muss müssen nach nachdem neben nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit selbst sich sie sind so sogar solche soll sollte sondern sonst sowie über um und uns unser unter viel viele vom von vor während war waren warum was weder weil weitere welche welcher wenn wer werden wie wieder wir wird wo wurde wurden zu zum zur zwar zwischen`,
  fr: `à ai ainsi alors après au aucun aussi autre autres aux avait avant avec avoir c'est car ce ceci cela celle celui ces cet cette ceux chaque chez comme comment d'un d'une dans de depuis des donc dont du elle elles en encore entre est et était étaient être eu eux fait fois il ils j'ai je jusque la le les leur leurs lors lui mais me même mes moins mon n'est ne ni non nos notre nous on ont ou où par parce pas pendant peu peut plus pour pourquoi qu'il qu'elle quand que quel quelle quelques qui sa sans se selon sera ses si son sont sous sur ta te tes ton tous tout toute toutes très tu un une vers voici vos votre vous y`,
  es: `a al algo algunas algunos ante antes así aún aunque bajo bien cada casi como con contra cual cuales cuando de del desde donde dos durante e el él ella ellas ellos en entre era eran es esa esas ese eso esos esta está estaba están este esto estos fue fueron ha había habían han hasta hay la las le les lo los más me mi mientras mismo misma muy nada ni no nos nosotros nuestra nuestro o otra otras otro otros para pero poco por porque puede pueden pues que qué quien quienes se según ser si sí sido sin sino sobre son su sus también tan tanto te tiene tienen toda todas todo todos tras tu tus un una unas uno unos y ya yo`,
  it: `a ad agli ai al alcuni alla alle allo altri altro anche ancora anni avere aveva c'è che chi ci cioè come con contro cui da dagli dai dal dalla dalle degli dei del dell della delle dello deve di dopo dove due e è ed era erano essere fa fino fra fu ha hanno i il in io la le lei li lo loro lui ma mentre mi molto ne negli nei nel nella nelle no noi non nostro o ogni oppure per perché però più poi prima può qual quale quando quanto quella quelle quelli quello questa queste questi questo qui se sei senza si sia sono sopra sotto su sua sue sugli sui sul sulla suo suoi tra tutti tutto un una uno viene`,
  pt: `a à ao aos as às até cada com como contra da das de dela dele deles depois desde do dos e é ela elas ele eles em entre era eram essa esse esta está estão estava este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós nossa nosso num numa o os ou outra outras outro outros para pela pelas pelo pelos por porque pode podem quando que quem são se seja sem ser seu sua seus suas só sobre também tem têm tinha todos todo tudo um uma umas uns você`,
  nl: `aan al alle als altijd andere ben bij daar dan dat de deze die dit doen door dus een en er ge geen geweest haar had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van veel voor want waren was wat we wel werd wezen wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou`,
  sv: `alla allt att av bara blev bli blir de dem den denna deras dess det detta dig din dock du där efter eller en er ett från för genom ha hade han hans har henne hennes hon honom hur här i icke inom inte jag ju kan kunde man med mellan men mig min mot mycket ni nu någon något några när och också om oss på sedan sig sin sina skulle som så sådan till under upp ut utan vad var vara varför varit vi vid vilken över är og ikke af til der blev hvad hvor også være`,
  pl: `a aby ale bardzo bez być był była było były ci co czy dla do gdy gdzie go i ich ile im ja jak jako je jego jej jest jestem już każdy kiedy która które który ma mi mnie może my na nad nie niej nich nim o od on ona one oni oraz po pod przed przez przy są się swoje ta tak także tam te tego tej ten to tu tylko tym u w we wszystko z za że żeby`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее ей ему если есть еще же за здесь и из или им их к как когда кто ли либо мне может мы на над надо наш не него нее нет ни них но ну о об однако он она они оно от очень по под при с со так также такой там те тем то того тоже той только том ты у уже хотя чего чем что чтобы эта эти это я является`,
  ar: `في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين كان كانت يكون تكون هو هي هم ما لا لم لن قد كل بعد قبل بين عند أو و ثم أن إن أنه أنها كما حيث أي أيضا غير منذ حتى لكن إذا فيها فيه عليه عليها منها منه به بها له لها لهم وقد وكان وكانت ولكن ومن وفي وهو وهي خلال ضد حول تم`,
};

const LANGUAGES = Object.keys(LISTS) as Exclude<Language, "other">[];
const SETS = new Map<Language, ReadonlySet<string>>(LANGUAGES.map((language) => [language, new Set(LISTS[language].split(/\s+/u))]));
const ENGLISH: ReadonlySet<string> = SETS.get("en") ?? new Set();

/** For each word the languages (by number) that it belongs to: one look-up a word. */
const LANGUAGES_OF = new Map<string, number[]>();
LANGUAGES.forEach((language, index) => {
  for (const word of SETS.get(language) ?? []) {
    const known = LANGUAGES_OF.get(word);
    if (known === undefined) LANGUAGES_OF.set(word, [index]);
    else known.push(index);
  }
});

/** Whether a lower-case word carries no topic in `language`. English is always counted: its words turn up in every vault. */
export function isStopWord(word: string, language: Language = "en"): boolean {
  if (ENGLISH.has(word)) return true;
  const straight = word.includes("’") ? word.replaceAll("’", "'") : word;
  return ENGLISH.has(straight) || (language !== "en" && (SETS.get(language)?.has(straight) ?? false));
}

const NO_LANGUAGE: readonly number[] = [];

/** The numbers of the languages among whose function words a lower-case word is. */
export function languagesOf(word: string): readonly number[] {
  return LANGUAGES_OF.get(word) ?? NO_LANGUAGE;
}

/** How many words of a text are looked at to guess its language. */
export const LANGUAGE_SAMPLE = 400;

/** The same as bits: bit `n` for language number `n`. */
export function languageBits(word: string): number {
  return languagesOf(word).reduce((bits, language) => bits | (1 << language), 0);
}

/** The language whose function words are most frequent among words, each given as the languages it may be of; "other" where hardly any are known. */
export function guessLanguage(words: readonly (readonly number[])[]): Language {
  const hits = LANGUAGES.map(() => 0);
  const sample = Math.min(words.length, LANGUAGE_SAMPLE);
  for (let index = 0; index < sample; index += 1) {
    for (const language of words[index] ?? NO_LANGUAGE) hits[language] = (hits[language] ?? 0) + 1;
  }
  return mostSpoken(hits, sample);
}

/** As `guessLanguage`, of words given as `languageBits`. */
export function guessLanguageOfBits(words: readonly number[]): Language {
  const hits = LANGUAGES.map(() => 0);
  const sample = Math.min(words.length, LANGUAGE_SAMPLE);
  for (let index = 0; index < sample; index += 1) {
    const bits = words[index] ?? 0;
    if (bits === 0) continue;
    for (let language = 0; language < LANGUAGES.length; language += 1) if ((bits & (1 << language)) !== 0) hits[language] = (hits[language] ?? 0) + 1;
  }
  return mostSpoken(hits, sample);
}

function mostSpoken(hits: readonly number[], sample: number): Language {
  let best: Language = "other";
  let most = Math.max(1, sample * 0.1);
  LANGUAGES.forEach((language, index) => {
    if ((hits[index] ?? 0) > most) [best, most] = [language, hits[index] ?? 0];
  });
  return best;
}
