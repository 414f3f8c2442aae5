/** Words for the same doing, so that "built in 1931" and "constructed in 1929" are seen to speak of one thing. What is on one line is one doing. */
import { stemOf } from "../../grounding/reading";

const DOINGS: readonly string[] = [
  "built build constructed construction erected errichtet gebaut erbaut construit construida construido",
  "founded founding established establishment started began begun formed created gegründet fondé fondée fundado fundada",
  "released release published launched introduced veröffentlicht erschienen publié publicado",
  "died death deceased gestorben starb mort décédé murió",
  "born birth geboren né née nació nacido",
  "employees staff workers workforce mitarbeiter beschäftigte employés empleados",
  "inhabitants population residents einwohner habitants habitantes",
  "cost costs price priced kostet kostete preis coûte coûta cuesta costó",
  "weighs weight weighed wiegt gewicht pèse pesa",
  "lifts lift lifted lifting hebt",
  "tall height high hoch höhe hauteur altura",
  "long length länge longueur longitud",
];

const BY_STEM = new Map(DOINGS.flatMap((line, index) => line.split(" ").map((word) => [stemOf(word), `=${index}`] as const)));

/** What a word's stem is compared by. */
export const doingOf = (stem: string): string => BY_STEM.get(stem) ?? stem;
