/** What is never retyped, found in plain text by its form: addresses, commands, paths, code, versions, figures with units, quoted words. Linear. */
import type { PassageKind } from "../../../vault/passage";
import { readText } from "./reading";
import { numbersOf } from "./numbers";

export type ArtefactKind = "url" | "email" | "command" | "code" | "path" | "version" | "identifier" | "quantity" | "quote";

/** `start` and `end` are UTF-16 offsets into the text; `text` stands there exactly. */
export interface Artefact {
  kind: ArtefactKind;
  text: string;
  start: number;
  end: number;
}

const TOOLS =
  "git|npm|npx|pnpm|yarn|node|pip|pip3|python|python3|uv|conda|docker|podman|kubectl|helm|curl|wget|sudo|cd|ls|cat|grep|sed|awk|tar|ssh|scp|rsync|make|cmake|gcc|clang|cargo|rustc|go|brew|apt|apt-get|yum|dnf|systemctl|chmod|chown|mkdir|rm|cp|mv|echo|export|psql|mysql|sqlite3|java|mvn|gradle|bundle|gem|rails|php|composer|terraform|aws|gcloud|az|gh|ffmpeg|qemu-system-\\w+|lake|obsidian|pandoc|svn|hg|darcs|bzr";

/** In order: what comes first takes its place. */
const FORMS: readonly { kind: ArtefactKind; pattern: RegExp }[] = [
  { kind: "code", pattern: /`{1,3}([^`\n]{1,400})`{1,3}/g },
  { kind: "command", pattern: new RegExp(`(?<![\\w./-])(?:\\$ )?(?:${TOOLS}) (?:[a-z][\\w-]* ){0,2}(?:(?:--?[\\w][\\w-]*(?:[= ][^\\s"',;]+)?|[^\\s"',;]*[/.=_:@~][^\\s"',;]*[\\w/])(?: |$|(?=[.,;:!?)\\s]))){1,12}`, "g") },
  { kind: "command", pattern: new RegExp(`(?<![\\w./-])(?:git|npm|npx|pip3?|docker|cargo|go|brew|kubectl|make|apt-get|gh|yarn|pnpm|conda) (?:init|install|run|build|test|clone|commit|push|pull|add|checkout|start|get|rebase|merge|status|log|compose up|create|apply|publish|mod tidy)(?: (?=[\\w@/.-]*[@/.\\d-][\\w/])[\\w@/.-]*[\\w/])?(?![\\w])`, "g") },
  { kind: "url", pattern: /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,12}:\/\/|www\.)[^\s<>"'`“”«»]{2,2000}/giu },
  { kind: "email", pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu },
  { kind: "path", pattern: /(?<![\p{L}\p{N}/.:~-])(?:~|\.{1,2}|[A-Za-z]:)?[/\\](?:[\w.@+-]{1,100}[/\\]){1,30}[\w.@+*-]{0,100}|(?<![\p{L}\p{N}/.:~-])(?:[\w@+-][\w.@+-]{0,100}\/){1,30}[\w@+*-]{1,100}\.[a-z][a-z0-9]{0,7}(?!\w)|(?<![\p{L}\p{N}/.~-])(?:\/(?:etc|usr|var|home|opt|tmp|bin|dev|proc|lib)\b[\w./-]*)/gu },
  { kind: "path", pattern: /(?<![\p{L}\p{N}/.~@-])(?:[\w-]{3,80}\.[ch]|[\w-]{1,80}\.(?:[jt]sx?|mjs|cjs|py|rb|rs|go|cpp|hpp|java|kt|sh|md|json|ya?ml|toml|txt|csv|html?|css|lean|sql|ipynb|conf|cfg|ini|exe|dll|zip|tar\.gz|pdf))(?![\w-])/gu },
  { kind: "version", pattern: /(?<![\p{L}\p{N}.])v?\d{1,5}\.\d{1,5}\.\d{1,5}(?:\.\d{1,5})?(?:-[0-9A-Za-z.]{1,30})?(?![\p{L}\p{N}])|(?<![\p{L}\p{N}.])v\d{1,4}(?:\.\d{1,5})?(?![\p{L}\p{N}.]\d?)/gu },
  { kind: "code", pattern: /(?<![\p{L}\p{N}_])[A-Za-z_][\w]*(?:(?:\.|::|->)[A-Za-z_]\w*){0,6}\([^()\s]{0,60}\)|(?<![\w-])--[a-z][\w-]{1,60}(?:=[^\s,;"')]{1,200})?/gu },
  { kind: "identifier", pattern: /(?<![\p{L}\p{N}_.])(?:[A-Za-z]\w*_\w+|[a-z]+(?:[A-Z][a-z0-9]+)+|[a-z_]\w*(?:::|->)\w+)(?![\p{L}\p{N}_])/gu },
];
const QUOTED = /[“"„「『《](?! )([^“”"„「」『』《》\n]{2,300}?)(?<! )[”"“」』》]/g;
const QUOTED_OTHERWISE = /«\s?([^«»\n]{2,300}?)\s?»|(?<![\p{L}\p{N}])['‘]([^'‘’\n]{3,200})['’](?![\p{L}\p{N}])/gu;
const TRAILING = /[.,;:!?)\]}*_'’]+$/u;

/** Figures behind this are left to prose. */
const LONGEST_FOR_FIGURES = 150_000;

/** All artefacts of a text in order, none reaching into another. Of a code passage every line is one. */
export function artefactsOf(text: string, kind: PassageKind = "paragraph"): Artefact[] {
  if (kind === "code") return linesOf(text);
  const found: Artefact[] = [];
  const taken = new Uint8Array(text.length);
  const add = (artefact: Artefact): void => {
    if (artefact.end <= artefact.start || taken[artefact.start] === 1 || taken[artefact.end - 1] === 1) return;
    taken.fill(1, artefact.start, artefact.end);
    found.push(artefact);
  };
  for (const form of FORMS) {
    for (const match of text.matchAll(form.pattern)) add(exactly(text, form.kind, match.index, match[1] ?? match[0], match[0]));
  }
  // Offsets of numbers are into plain characters: they are the text's own where no character changed its length.
  const part = text.slice(0, LONGEST_FOR_FIGURES);
  const reading = readText(part);
  if (reading.plain.length === part.length) for (const fact of numbersOf(reading, "other")) if (fact.unit !== "") add({ kind: "quantity", text: text.slice(fact.start, fact.end), start: fact.start, end: fact.end });
  for (const pattern of [QUOTED, QUOTED_OTHERWISE]) {
    for (const match of text.matchAll(pattern)) {
      const words = match[1] ?? match[2] ?? "";
      const start = match.index + match[0].indexOf(words, 1);
      add({ kind: "quote", text: words, start, end: start + words.length });
    }
  }
  return found.sort((left, right) => left.start - right.start);
}

/** Without the marks of a sentence that stand behind it; a closing bracket stays where its opening one is inside. */
function exactly(text: string, kind: ArtefactKind, at: number, inner: string, whole: string): Artefact {
  const start = at + (inner === whole ? 0 : whole.indexOf(inner));
  let exact = inner.trimEnd();
  if (kind !== "code") {
    const bare = exact.replace(TRAILING, "");
    exact = exact.charAt(bare.length) === ")" && bare.includes("(") && !bare.includes(")") ? `${bare})` : bare;
  }
  return { kind, text: text.slice(start, start + exact.length), start, end: start + exact.length };
}

function linesOf(text: string): Artefact[] {
  const found: Artefact[] = [];
  for (const match of text.matchAll(/[^\n]+/g)) {
    const start = match.index + match[0].length - match[0].trimStart().length;
    const line = match[0].trim().replace(/^(?:\$|>|%|#) (?=\w)/, "");
    const from = start + match[0].trim().length - line.length;
    if (line !== "") found.push({ kind: new RegExp(`^(?:${TOOLS})\\b`).test(line) ? "command" : "code", text: line, start: from, end: from + line.length });
  }
  return found;
}
