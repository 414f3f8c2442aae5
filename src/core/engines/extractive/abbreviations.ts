/** Abbreviations that end in a full stop, lower case and without the last stop. By hand, for the main European languages. */

function setOf(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/u).filter((word) => word !== ""));
}

/** Something always follows these: a name, a number, an example. They never end a sentence. */
export const LEADING_ABBREVIATIONS = setOf(`
  mr mrs ms mx dr prof rev hon gen col maj capt lt sgt cpl adm cmdr gov sen rep pres supt insp messrs mme mlle st ste mt ft
  e.g eg i.e ie viz cf vs v.s approx ca circa esp incl excl resp aka a.k.a no nos nr nrs vol vols ch chap sec sect fig figs eq eqs ref refs tab pp p pg art ed eds trans par para
  op cit ibid def thm prop lem cor
  z.b d.h u.a s.o s.u bzw evtl ggf vgl dipl hr fr frl abs bd hrsg sog z.t i.d.r u.u m.e nr st tel
  p.ex par.ex av apr sr sra srta dra ud uds d.ª núm pág págs ej p.ej av avda
  sig sigg dott dott.ssa ing avv es pag
  exmo exma sr.ª bijv dhr mevr mw drs
  т.е т.к т.н г ул им`);

/** These may end a sentence: they do when a word that opens sentences follows. */
export const CLOSING_ABBREVIATIONS = setOf(`
  inc ltd co corp llc plc bros gmbh ag u.s u.s.a u.k u.n e.u d.c l.a n.y a.m p.m ph.d b.a m.a b.s m.s b.sc m.sc m.d j.d ll.b ll.m mba jr sr esq etc al seq dept univ assn est ave blvd rd
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun
  usw usf etc.pp u.s.w mio mrd tsd jh jhdt n.chr v.chr str ee.uu s.a s.l a.c d.c s.p.a s.r.l tzn itd itp др пр руб тыс млн млрд`);

/** Words that open sentences: after an abbreviation they show that the stop was also a full stop. */
export const SENTENCE_OPENERS = setOf(`
  the this that these those a an he she it they we i you his her its their our my there here in on at after before when while if although though because since but and so yet however then now today later
  for with as by from what who why how where which one two some many most all no not each every several both other another according during despite unlike more
  der die das ein eine er sie es wir ich dies diese dieser im am in auf nach bei mit aber und wenn als seit doch
  le la les l'un un une il elle ils elles nous je ce cette ces dans en après mais et quand si
  el los las ella ellos nosotros yo este esta estos en después pero cuando si
  il lo gli una lui lei loro noi io questo questa nel dopo ma o os as ele ela`);

/** What follows a German day or century number: "3. Oktober", "19. Jahrhundert". */
export const ORDINAL_FOLLOWERS = setOf(`
  januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrhunderts jahrhunderte jahrtausend jahrestag weltkrieg weltkriegs platz klasse stock mal auflage geburtstag spieltag runde`);
