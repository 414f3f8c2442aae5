/** Words in the form in which they are compared: lower case, the stem where the language has a stemmer, diacritics folded. The same for notes and for queries. */
import { stemmer as arabic } from "@orama/stemmers/arabic";
import { stemmer as dutch } from "@orama/stemmers/dutch";
import { stemmer as english } from "@orama/stemmers/english";
import { stemmer as french } from "@orama/stemmers/french";
import { stemmer as german } from "@orama/stemmers/german";
import { stemmer as italian } from "@orama/stemmers/italian";
import { stemmer as portuguese } from "@orama/stemmers/portuguese";
import { stemmer as russian } from "@orama/stemmers/russian";
import { stemmer as spanish } from "@orama/stemmers/spanish";
import { stemmer as swedish } from "@orama/stemmers/swedish";
import type { Language } from "../../text/stop-words";

const STEMMERS: Partial<Record<Language, (word: string) => string>> = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pt: portuguese,
  ru: russian,
  sv: swedish,
};

const FOLDED: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ", ё: "е", أ: "ا", إ: "ا", آ: "ا", ى: "ي", ة: "ه" };

/** The term of a word as it is written, in a text of the language. */
export function termOf(written: string, language: Language): string {
  if (/^[\u4e00-\u9fff]+$/.test(written)) return written;
  const isPlain = /^[A-Za-z0-9]+$/.test(written);
  const lower = isPlain ? written.toLowerCase() : written.normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\u0591-\u05c7\u064b-\u0652\u0670\u0640]/g, "").normalize("NFC");
  const stem = STEMMERS[language];
  // What holds a digit or a sign is a name, not a word of the language.
  const stemmed = stem === undefined || lower.length < 3 || !/^[\p{L}\p{M}]+$/u.test(lower) ? lower : stem(lower);
  return isPlain ? stemmed : fold(stemmed);
}

function fold(word: string): string {
  return word
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[ßæœøđðłıþςёأإآىة]/g, (letter) => FOLDED[letter] ?? letter);
}
