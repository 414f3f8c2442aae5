/**
 * The background list: common English words, by hand, in three compact strings. What is not on it counts as rare.
 * It is shipped with the engine and never learned from the vault: what a source yields depends on that source alone.
 * Names of products and people that are also words ("lean", "slack", "chrome") are left out on purpose.
 */

const NOUNS = `
ability absence academic access accident account act action activity actor addition address administration adult advance advantage advice affair age agency agenda agent agreement aim air
amount analysis analyst angle animal announcement answer apartment appeal appearance application appointment approach approval area argument arm army arrangement arrival art article artist aspect
assembly assessment asset assignment assistance assistant association assumption atmosphere attack attempt attention attitude audience author authority award awareness baby back background bag
balance ball band bank bar base baseline basis battle beach beauty bed beginning behavior behaviour being belief benefit bill bird birth bit block blog blood board boat body bone bonus book border bottle
bottom box boy brain branch bread break brother browser budget bug building bus business button buyer camera camp campaign candidate capability capacity capital car card care career case cash
category cause cell center centre century chain chair challenge chance change chapter character charge chart check child children choice church circle circumstance citizen city claim class client
climate clock clothes cloud club coast code coffee cold collaboration colleague collection college color colour column combination comment commitment committee communication community
company comparison competition competitor complaint component computer concept concern conclusion condition conference confidence conflict connection consequence consideration construction
consumer contact content contest context contract contrast contribution control conversation copy core corner cost council country county couple course court cover craft creation credit crime crisis
criterion criteria critic criticism culture cup curve customer cycle damage danger data database date daughter day deal death debate debt decade decision defense definition degree delay delivery demand
department depth description design designer desire desk detail developer development device dialogue difference difficulty dinner direction director directory disaster discipline discovery
discussion disease display distance distribution district division doctor document documentation dog dollar domain door doubt draft dream drink driver drop drug duty earth ease east economy edge
edition editor education effect effectiveness efficiency effort egg election element email emergency emphasis employee employer employment end energy engine engineer engineering enterprise
entrance entry environment equipment error essay estimate evening event evidence evolution exam example exception exchange excitement executive exercise existence expansion expectation expense
experience experiment expert explanation exploration exposure expression extension extent eye face fact factor failure faith family fan farm fashion father fault favor fear feature feedback
feeling field fight figure file film final finance finding finger fire firm fish fit flight floor flow flower focus folder folk food foot force foreign forest form format fortune foundation frame
framework freedom frequency friend friendship front fruit fuel fun function fund funding future gain game gap garden gas gate generation gift girl glass goal god gold government grade graph grass
ground group growth guarantee guess guest guidance guide gun guy habit hair half hall hand handful harm hat head headline health heart heat height help hero highlight hill hint history hit hold hole
holiday home honor hope horse hospital host hotel hour house household housing human hundred husband ice idea identity illustration image imagination impact implementation implication importance
impression improvement incident income increase independence index individual industry influence information infrastructure initiative injury innovation input inside insight inspiration instance
institute institution instruction instrument insurance integration intelligence intention interaction interest interface internet interview introduction investigation investment investor invitation island issue
item job join joint joke journal journalist journey joy judge judgment jump justice key kid kind king kitchen knowledge lab label labor laboratory lack lady lake land landscape language law lawyer layer
lead leader leadership learning lecture length lesson letter level library license life light limit limitation line link list listener literature loan location lock logic look loss lot love luck lunch machine
magazine mail maintenance majority maker man management manager manner manual map margin mark market marketing marriage mass master match mate material math mathematics algebra geometry physics chemistry biology matter meal meaning means measure
measurement media medicine meeting member membership memory mention menu merit mess message metal method middle mile military milk million mind mine minister minority minute mission mistake mix mixture mobile mode
model moment money monitor month mood moon morning mother motion mountain mouth move movement movie music myth name narrative nation nature neck need neighbor network news newsletter newspaper night noise
nobody north nose note notice notion novel nurse object objective observation occasion offer office officer official oil operation operator opinion opponent opportunity opposition option order organization organisation
origin outcome output outside overview owner ownership pace package page pain paint pair panel paper paragraph parent park part participant participation partner partnership party pass passage passenger passion past path
patient pattern pause pay payment peace peer people percent percentage performance period permission permit person personality perspective phase phenomenon philosophy phone photo photograph phrase picture piece place plan
plane planet planning plant plate platform play player pleasure plenty plot plus pocket poem poet point police policy politics pool population port portion position possibility post pot potential pound poverty power practice
practitioner preference preparation presence present presentation president press pressure price pride principle print priority prison privacy prize problem procedure process processor producer product production profession
professional professor profile profit program programme programmer programming progress project promise proof property proportion proposal protection protocol provider public publication publisher purchase purpose push quality quantity quarter queen
question quote race radio rain range rank rate ratio reach reaction reader reading reality reason recipe recognition recommendation record recording recovery reduction reference reform region relation relationship release relief religion
remark repair reply report reporter representation representative reputation request requirement research researcher resident resistance resolution resource respect response responsibility rest restaurant result return revenue review
revolution reward rhythm rice right ring rise risk river road rock role roll roof room root round route routine row rule run safety sale salt sample sand satisfaction scale scenario scene schedule scheme scholar school science
scientist scope score screen script sea search season seat second secret secretary section sector security seed selection self sense sentence sequence series server service session set setting setup shape share sheet shift ship shirt shock shoe
shop shot shoulder show side sight sign signal significance silence silver similarity sister site situation size skill skin sky sleep smile snow society software soil soldier solution son song sort soul sound source south space speaker
specialist species specification speech speed spirit split sport spot spread spring staff stage stake stakeholder standard star start state statement station statistics status step stock stone stop store storm story stranger
strategy stream street strength stress stretch string structure struggle student studio study stuff style subject success sugar suggestion suit sum summary summer sun supplier supply support surface surprise survey suspect
switch symbol system table tail talent talk target task taste tax teacher teaching team technique technology telephone television temperature tendency tension term terminal test text thank theme theory thing thinking thought thousand
thread threat throat ticket time tip title today tomorrow tone tongue tool tooth top topic total touch tour town track trade tradition traffic train trainer training transfer transformation transition transport travel treatment tree trend
trial trick trip trouble truck trust truth try turn tutorial type uncle understanding union unit universe university update upgrade usage use user utility vacation value variation variety vehicle vendor version victim victory video
view village violence vision visit visitor voice volume vote wage wait walk wall war warning waste watch water wave way weakness wealth weapon weather web webpage website wedding week weekend weight welcome west wheel whole wife wild will win wind window
wine wing winner winter wish witness woman women wonder wood word work worker workflow workshop world worry worth writer writing year yard yesterday youth zone subagent mathematician neuroscientist takeaway kickoff
founder inventor creator expertise agencies lots kinds sorts everything something anything nothing someone anyone everyone colleague teammate volunteer candidate vendor codebase
sea ocean desert border valley bridge castle temple museum stadium airport station harbor capital republic kingdom empire province`;

const VERBS = `
accept accompany account achieve acknowledge acquire act adapt add adjust admit adopt advise affect afford agree aim allow analyze announce anticipate apologize appear apply appoint appreciate argue arise arrange arrive ask assert assess
assign assist associate assume assure attach attempt attend attract avoid bear beat become beg begin behave believe belong bet bind bite blame blow boil boot borrow bother break bring broaden build burn buy calculate call cancel capture care carry catch
categorize cause cease celebrate challenge change characterize chase choose cite claim clarify clean clear click climb clone close coach coincide collaborate collapse collect combine come comment commit communicate compare compete compile complain
complete comply compose compress compute concentrate conclude conduct confirm confront confuse connect consider consist constitute construct consult consume contain continue contribute convert convince cook cope copy correct count cover crash create cross
cry cut damage dance dare deal debug decide declare decline decrease defend define deliver demand demonstrate deny depend deploy derive describe deserve design destroy detect determine develop devote die differ dig disagree disappear discover discuss
display distinguish distribute divide do document dominate doubt download drag draw dress drink drive drop earn eat edit educate elect eliminate embed embrace emerge emphasize employ enable encounter encourage end engage enhance enjoy ensure enter
establish estimate evaluate evolve examine exceed exclude execute exist expand expect experience experiment explain explore export expose express extend extract face facilitate fail fall fear feed feel fight figure file fill filter finalize find finish fit fix
fly focus follow force forget forgive form formalize found free freeze fulfill function gain gather generate get give go govern grab grant grow guarantee guess guide handle hang happen hate have head heal hear help hesitate hide highlight hire hit hold hope host hurt
identify ignore illustrate imagine impact implement imply import impose impress improve include incorporate increase indicate influence inform inherit initiate innovate inspire install instruct integrate intend interact interest interpret interrupt
introduce introspect invent invest investigate invite involve iterate join judge jump justify keep kick kill kiss knock know lack land last laugh launch lay lead learn leave lend let leverage lie lift like limit link listen live load locate log look lose love lower maintain make
manage manipulate map mark master match matter mean measure meet mention merge mind miss mitigate modify monitor motivate move multiply need negotiate notice notify obey observe obtain occupy occur offer open operate oppose optimize order organize outline outperform overcome
overwrite owe own pack paint parse participate pass pause pay perceive perform permit persuade pick plan plant play please point possess post pour power practice pray predict prefer prepare prescribe present preserve press pretend prevent print prioritize proceed process procure produce
program progress prohibit promise promote prompt propose protect prove provide publish pull purchase pursue push put qualify question quit quote raise range rank rate reach react read realize rearrange rebuild receive recognize recommend reconsider record
recover recruit redesign reduce refer refine reflect refresh refuse regard register regret regulate reject relate relax release rely remain remember remind remove render repair repeat replace reply report represent reproduce request require rescue research
reserve resist resolve respect respond rest restore restrict result retain retire return reuse reveal reverse review revise revisit ride ring rise roll rub ruin run rush sail satisfy save say scale scan schedule scream search secure see seek seem select sell send separate serve set settle
shake shape share shift shine ship shoot show shut sign simplify sing sit skip sleep slide slip slow smell smile solve sort sound speak specify spell spend spin split spread stand stare start state stay steal step stick stop store stream strengthen stretch
strike structure struggle study submit substitute succeed suffer suggest suit summarize supply support suppose surprise surround survive suspect sustain swear sweep swim swing switch synthesize tackle take talk target taste teach tear tell tend terminate test thank
think threaten throw tie touch track trade train transfer transform translate transmit transport travel treat trigger trust try turn type understand undertake update upgrade upload urge use utilize validate value vary verify view visit visualize vote wait wake walk
want warn wash waste watch wear weigh welcome win wish withdraw wonder work worry wrap write yield zoom safeguard rethink accelerate collaborate
am is are was were be been being has had having does did done doing became began begun bent bound brought built bought caught chose chosen came cost crept dealt drew drawn drove driven drank eaten ate fallen fell fed felt fought found flew flown forgot forgotten
froze frozen gave given got gotten went gone grew grown hung heard held hid hidden kept knew known laid led left lent lost made meant met paid proved proven ran read rose risen said sang saw seen sent shone shook shot shown sang sat slept slid spoke spoken spent stood stole struck
stuck sung swam sworn taken taught thought threw thrown told took torn understood woke won wore worn wrote written`;

const OTHERS = `
able about above abroad absolute absolutely academic acceptable accessible according accurate active actual actually additional adequate afraid after again against ago ahead alike alive all almost alone along already alright also alternative although
always amazing among ancient and angry annual another any anyway apart apparent apparently applicable appropriate approximately around as aside asleep at automatic automatically available average aware away awesome awful awkward bad badly basic basically beautiful because before
behind below best better between beyond big bigger biggest bit black blank blind blue bold boring both bottom brand brave brief briefly bright brilliant broad broken brown brutal busy but by calm capable careful carefully central certain certainly cheap chief
civil classic clean clear clearly clever close closely closer cold comfortable commercial common commonly comparable compatible competitive complete completely complex complicated comprehensive concerned concrete condescending confident confused confusing conscious consistent consistently constant constantly contemporary
continuous conventional convenient cool correct correctly corresponding crazy creative critical crucial cultural curious current currently daily dangerous dark dead deaf dear decent deep deeper deeply definitely deliberate democratic dense dependent derived detailed different differently
difficult digital direct directly dirty discrete distinct distributed diverse domestic double dramatic dry due dull during dynamic each eager earlier earliest early easier easiest easily easy economic effective effectively efficient efficiently either elegant elementary else elsewhere
emotional empty enormous enough entire entirely equal equally especially essential essentially etc ethical even eventually ever every exact exactly excellent except exciting exclusive executive existing expensive experimental explicit explicitly extensive external extra extraordinary extreme
extremely factual failed fair fairly false familiar famous fancy far fast faster fastest fat favorite federal few fewer fifth final finally financial fine first five fixed flat flexible following for formal former formerly forth fortunate four fourth free frequent frequently fresh friendly from full fully
functional fundamental funny further furthermore general generally generic gentle genuine giant given glad global good gradual grand great greater greatest green gray grey gross growing half handy happily happy hard harder hardly healthy heavily heavy helpful hence here hidden high higher highest highly historic
historical honest hopefully horrible hot how however huge humble hungry ideal identical ill illegal immediate immediately imperfect important impossible impressive inconsistent incredible incredibly indeed independent indirect individual inevitable informal inner innocent innovative instead intelligent intense intensive interesting interested
intermediate internal international interactive into invisible iterative joint just key kind large largely larger largest last lasting late later latest latter lazy leading least left legal legitimate less lesser light like likely limited linear literally little live lively living local logical lonely long longer longest loose lossless loud
lovely low lower lowest lucky mad magic main mainly major male female many mass massive maximum maybe meaningful meanwhile mechanical medical medium mental mere merely middle mild minimal minimum minor minus missing mobile moderate moderately modern modest monthly moral more moreover most mostly moving much multiple mutual mysterious naive naked narrow
nasty national native natural naturally near nearby nearly neat necessarily necessary negative neither nervous neutral never nevertheless new newer newest next nice nicely nine no nobody none nor normal normally not notable notably nothing novel now nowhere numerous obvious obviously occasional occasionally odd off official often okay old older oldest on once one
ongoing online only onto open opposite optimal optional or ordinary organic original originally other others otherwise out outer outside outstanding over overall overnight own parallel part partial partially particular particularly past patient perfect perfectly perhaps permanent permissively personal personally physical plain pleasant plenty plus
polite political poor popular positive possible possibly potential potentially powerful practical practically precise precisely predictable present pressing pretty previous previously primarily primary principal prior private probable probably productive professional prominent promising prompt proper properly proud public pure purely quick quicker quickly quiet quietly quite
random rapid rapidly rare rarely rather raw ready real realistic really reasonable reasonably recent recently red regardless regional regular regularly related relative relatively relevant reliable reluctant remarkable remarkably remote repeated repeatedly respective respectively responsible responsive rich right rigid robust rough roughly round royal rude rural sad
safe safely same satisfied scared scientific second secondary secret secure seemingly selected senior sensitive separate separately serious seriously seven several severe shallow shared sharp short shorter shortly sick significant significantly silent silly similar similarly simple simpler simplest simply simultaneously since sincere single six skilled slight slightly slow slower slowly
small smaller smallest smart smooth so social soft solely solid some somehow sometimes somewhat soon sophisticated sorry special specific specifically spiritual stable standard static statistical steady steep still straight straightforward strange strategic strict strictly strong stronger strongest strongly structural stupid subject subsequent substantial subtle successful
successfully such sudden suddenly sufficient sufficiently suitable super superior sure surely surprised surprising surprisingly suspicious sweet swift synthetic systematic tall technical technically temporary ten terrible terribly than then there thereby therefore thick thin third thirsty thorough though three thrilled through throughout thus tight tiny tired together too total totally tough toward towards
toxic traditional transparent tremendous tricky tropical true truly twelve twenty twice two typical typically ugly ultimate ultimately unable unclear under underlying underneath understandable unexpected unfair unfortunate unfortunately uniform unique universal unknown unless unlike unlikely until unusual up upcoming upon upper upset urban urgent used useful useless usual usually vague
valid valuable variable various vast verbal vertical very via viable virtual virtually visible visual vital vulnerable warm weak wealthy weekly weird well were what whatever when whenever where whereas wherever whether which while white who whole wholly whose why wide widely wider widespread wild willing wise with within without wonderful wooden working worldwide worse worst worth would wrong yearly
yellow yes yet young younger youngest zero a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself it its itself they them their theirs themselves of to in can could may might must shall should will would let don didn doesn isn aren wasn weren hasn haven hadn won couldn shouldn wouldn ll ve re`;

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u).filter((word) => word !== ""));
}

const COMMON_NOUNS = wordSet(NOUNS);
const COMMON_VERBS = wordSet(VERBS);
const COMMON_OTHERS = wordSet(OTHERS);

/** Forms a word may be an inflection of, itself first: "studies" -> studies, studie, study; "running" -> running, runn, runne, run. */
function baseForms(word: string): string[] {
  const forms = [word];
  const without = (suffix: string): string => word.slice(0, word.length - suffix.length);
  if (word.length > 3 && word.endsWith("s")) forms.push(without("s"));
  if (word.length > 4 && word.endsWith("es")) forms.push(without("es"));
  if (word.length > 4 && word.endsWith("ies")) forms.push(without("ies") + "y");
  for (const suffix of ["ed", "ing", "er", "est"]) {
    if (word.length < suffix.length + 3 || !word.endsWith(suffix)) continue;
    const stem = without(suffix);
    forms.push(stem, stem + "e");
    if (stem.endsWith("i")) forms.push(stem.slice(0, -1) + "y");
    if (stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1));
  }
  if (word.length > 5 && word.endsWith("ly")) forms.push(without("ly"));
  return forms;
}

function isOn(list: ReadonlySet<string>, word: string): boolean {
  return list.has(word) || baseForms(word).some((form) => list.has(form));
}

/** Answers already worked out: the lists never change, so this is no state that a result could depend on. */
const ANSWERS = new Map<string, boolean>();
const MOST_ANSWERS = 20_000;

/** Whether a lower-case word is common English, inflections included. */
export function isCommonWord(word: string): boolean {
  const known = ANSWERS.get(word);
  if (known !== undefined) return known;
  const answer = isCommonNoun(word) || isCommonVerb(word) || isOn(COMMON_OTHERS, word);
  if (ANSWERS.size >= MOST_ANSWERS) ANSWERS.clear();
  ANSWERS.set(word, answer);
  return answer;
}

export function isCommonNoun(word: string): boolean {
  return isOn(COMMON_NOUNS, word);
}

export function isCommonVerb(word: string): boolean {
  return isOn(COMMON_VERBS, word);
}

/** Adjectives, adverbs and function words: never the head of a topic. */
export function isCommonModifier(word: string): boolean {
  return COMMON_OTHERS.has(word);
}
