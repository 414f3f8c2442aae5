/*
 * `npm run demo [-- words to search for]`: compiles a copy of the example vault with the built-in engine and shows what came of it.
 * It needs no key and no network once the packages are installed. The example in the checkout is never touched.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildWhenStale } from "./compendium.mjs";
import { installOrExit, root } from "./setup.mjs";

const vault = join(root, ".demo", "vault");
const defaultQuery = "who built the first pendulum clock";

const isTerminal = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const bold = (text) => (isTerminal ? `\u001b[1m${text}\u001b[22m` : text);
const say = (text = "") => console.log(text);
const heading = (text) => say(`\n${bold(text)}\n`);
const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
const oneLine = (text) => String(text ?? "").replace(/\s+/g, " ").trim();
const shorten = (text, length) => (text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`);

const wrap = (text, indent, width = 96) => {
  const lines = [""];
  for (const word of oneLine(text).split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== "" && indent.length + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line) => indent + line).join("\n");
};

/** A fresh copy of the example, with the plugin in it, so that Obsidian can open it as it is. */
const makeVault = () => {
  rmSync(vault, { recursive: true, force: true });
  cpSync(join(root, "examples", "vault"), vault, { recursive: true });
  if (!existsSync(join(root, "main.js"))) return;
  const folder = join(vault, ".obsidian", "plugins", "compendium");
  mkdirSync(folder, { recursive: true });
  for (const file of ["main.js", "manifest.json", "styles.css"]) if (existsSync(join(root, file))) copyFileSync(join(root, file), join(folder, file));
  writeFileSync(join(vault, ".obsidian", "community-plugins.json"), '["compendium"]\n');
};

/** Runs one command and returns its JSON document. Throws, with a sentence, where there is none or the command could not do its work. */
const runCommand = (script, args) => {
  const result = spawnSync(process.execPath, [script, ...args, "--vault", vault, "--json"], { cwd: root, encoding: "utf8", maxBuffer: 256 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"] });
  let answer = null;
  try {
    answer = JSON.parse(result.stdout);
  } catch {
    // Said below, with what the command itself said.
  }
  // Status 1 means done, with something to look at.
  if (answer !== null && answer.error === undefined && (result.status === 0 || result.status === 1)) return answer;
  const reason = answer?.error?.message ?? oneLine(result.stderr);
  throw new Error(`compendium ${args[0]} failed (${result.signal ?? `status ${result.status}`}). ${shorten(reason, 600)}`);
};

/** A page's own text after its properties, and the few properties the demo shows. */
const readPage = (path) => {
  const text = readFileSync(join(vault, path), "utf8");
  const end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
  const properties = end < 0 ? "" : text.slice(4, end);
  const summary = /^summary: *(.*)$/m.exec(properties)?.[1] ?? "";
  const sources = /^sources:(.*(?:\n +-.*)*)/m.exec(properties)?.[1] ?? "";
  return { path, text, body: end < 0 ? text : text.slice(end + 5).trim(), summary: summary.replace(/^(["'])(.*)\1$/, "$2"), sources: sources.split("[[").length - 1 };
};

const listNotes = (folder) => {
  const path = join(vault, folder);
  return existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".md")).sort().map((name) => `${folder}/${name}`) : [];
};

const title = (path) => path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/, "");

/** "[[raw/A note#Part|A note]]: "words"" as the note, the heading and the words; label -> citation. */
const readCitations = (text) => {
  const citations = new Map();
  for (const line of text.split("\n")) {
    const definition = /^\[\^([^\]\s]+)\]: (.*)$/.exec(line);
    if (definition === null) continue;
    const parts = /^\[\[([^\]|#]+)(?:#([^\]|]+))?(?:\|[^\]]*)?\]\]: "(.*)"$/.exec(definition[2]);
    citations.set(definition[1], parts === null ? { path: "", heading: "", quote: definition[2] } : { path: parts[1], heading: parts[2] ?? "", quote: parts[3] });
  }
  return citations;
};

const labelsIn = (text) => [...new Set([...text.matchAll(/\[\^([^\]\s]+)\](?!:)/g)].map((match) => match[1]))];

/** Wikilinks by the name they show, and no footnote marks: for reading, not for pasting. */
const readable = (text) => text.replace(/\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g, "$1").replace(/\[\^[^\]\s]+\]/g, "");

const place = ({ path, heading: part }) => (part ? `${path} › ${part}` : path);

const showCompile = (answer) => {
  const { sources, pages, model } = answer;
  say(`  ${count(sources.total, "source")} read, ${count(pages.created, "page")} written in ${(answer.ms / 1000).toFixed(1)} s, ${count(model.calls, "model call")}, $${Number(model.costUsd ?? 0).toFixed(2)}.`);
  for (const [kind, folder] of [["source pages", "sources"], ["concept pages", "concepts"], ["category pages", "categories"]]) {
    const number = listNotes(`wiki/${folder}`).length;
    if (number > 0) say(`  ${String(number).padStart(4)} ${kind.padEnd(15)} wiki/${folder}/`);
  }
  const listings = listNotes("wiki").map((path) => `${title(path)}.md`);
  if (listings.length > 0) say(`  ${String(listings.length).padStart(4)} ${"at the top".padEnd(15)} ${listings.join(", ")}`);
  for (const failure of answer.failures ?? []) say(`  Could not read ${failure.path}: ${failure.message}`);
};

const showConcepts = (concepts) => {
  heading("Concepts the wiki has a page about");
  for (const page of concepts.slice(0, 15)) {
    say(`  ${shorten(title(page.path), 34).padEnd(35)} ${count(page.sources, "source").padEnd(11)} ${shorten(oneLine(readable(page.summary)), 70)}`.trimEnd());
  }
  if (concepts.length > 15) say(`  … and ${concepts.length - 15} more in wiki/concepts/`);
};

const showPage = (page) => {
  heading(`The page "${title(page.path)}" begins`);
  const paragraphs = page.body.split("\n").filter((line) => line.trim() !== "" && !/^\[\^/.test(line)).slice(0, 8);
  for (const line of paragraphs) say(wrap(readable(line), "  | "));
  const citations = readCitations(page.text);
  const cited = labelsIn(paragraphs.join("\n")).map((label) => citations.get(label)).filter((citation) => citation !== undefined);
  if (cited.length === 0) return;
  say(`\n  Every sentence cites the words it rests on. The first of ${count(citations.size, "citation")} on this page:\n`);
  for (const citation of cited.slice(0, 3)) say(wrap(`"${shorten(citation.quote, 160)}" (${place(citation)})`, "    "));
};

const showHit = (hit, number) => {
  say(`  ${number}. ${bold(place({ path: hit.path, heading: Array.isArray(hit.heading) ? hit.heading.join(" › ") : hit.heading }))}`);
  say(wrap(shorten(readable(oneLine(hit.snippet)), 300), "     "));
  if (!hit.path.startsWith("wiki/")) return;
  const text = readFileSync(join(vault, hit.path), "utf8");
  const citations = readCitations(text);
  const labels = labelsIn(text.slice(hit.start, hit.end)).filter((label) => citations.has(label));
  for (const label of labels.slice(0, 3)) {
    const citation = citations.get(label);
    say(wrap(`cites ${place(citation)}: "${shorten(citation.quote, 160)}"`, "       "));
  }
};

const showSearch = (answer) => {
  heading(`Searching for "${answer.query}" (${answer.ms} ms)`);
  if (answer.hits.length === 0) say("  Nothing found. Try other words: npm run demo -- quartz");
  answer.hits.forEach((hit, index) => showHit(hit, index + 1));
};

const showNext = () => {
  heading("What to try next");
  say(`  Open the folder as a vault in Obsidian and start at wiki/index.md:\n    ${vault}`);
  say("  Ask for something else:\n    npm run demo -- leap second");
  say("  Compile a vault of your own (the notes in its Clippings/ and raw/ folders; --dry-run first shows the plan):");
  say('    npm run --silent compendium -- compile --dry-run --vault "/path/to/your/vault"');
  say("\n  The copy is made anew each time the demo runs: keep nothing in it.");
};

const main = (words) => {
  installOrExit();
  const script = buildWhenStale();
  const query = words.join(" ").trim() || defaultQuery;
  makeVault();

  heading("Compiling the example vault with the built-in engine (no model, no key, no network)");
  const compile = () => runCommand(script, ["compile", "--engine", "extractive"]);
  showCompile(compile());

  const concepts = listNotes("wiki/concepts").map(readPage).sort((left, right) => right.sources - left.sources || (left.path < right.path ? -1 : 1));
  if (concepts.length > 0) {
    showConcepts(concepts);
    showPage(concepts[0]);
  }

  showSearch(runCommand(script, ["search", query, "--limit", "5"]));

  heading("Compiling once more, with nothing changed");
  const again = compile();
  say(`  ${count(again.sources.opened ?? 0, "source")} opened, ${count(again.model.calls, "model call")}, ${count((again.written ?? []).length, "page")} written.`);
  showNext();
};

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
