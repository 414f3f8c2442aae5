/** The user's word on a concept, from its page: each ruling is kept in decisions.md, followed at once, and can be taken back. */
import { MarkdownView, Notice, type TFile } from "obsidian";
import type { DecideResult, Overview } from "../../core/api";
import type { Decision } from "../../core/pages/decisions-page";
import { isInFolder } from "../../core/settings";
import { ask } from "../confirmed";
import type { Context } from "../context";
import { askForName } from "./name-modal";
import { pickConcept, type ConceptChoice } from "./pick-concept-modal";

export interface ConceptCommand {
  id: string;
  name: string;
  icon: string;
  /** On which concept pages it is offered; on all where it is missing. */
  applies?: (context: Context, file: TFile) => boolean;
  run: (context: Context, file: TFile) => Promise<void>;
}

export const isConceptPage = ({ app, settings }: Context, file: TFile): boolean => {
  const properties = app.metadataCache.getFileCache(file)?.frontmatter;
  return isInFolder(file.path, settings.current().wikiFolder) && properties?.["type"] === "concept" && typeof properties["compendium"] === "string";
};

export const isOffered = ({ applies }: ConceptCommand, context: Context, file: TFile): boolean => isConceptPage(context, file) && (applies?.(context, file) ?? true);

type ConceptPage = Overview["pages"][number];

async function conceptsOf(context: Context): Promise<ConceptPage[]> {
  if (context.compiler.state().overview === null) await context.compiler.refresh();
  return context.compiler.state().overview?.pages.filter(({ kind }) => kind === "concept") ?? [];
}

async function conceptOf(context: Context, file: TFile): Promise<{ concept: ConceptPage; others: ConceptPage[] } | null> {
  const concepts = await conceptsOf(context);
  const concept = concepts.find(({ path }) => path === file.path);
  if (concept !== undefined) return { concept, others: concepts.filter((other) => other !== concept) };
  new Notice("This page is not known to the compiler yet. Compile, then try again.");
  return null;
}

async function follow(context: Context, decision: Decision, said: string | ((result: DecideResult) => string)): Promise<void> {
  await followAll(context, [decision], said);
}

/** Rules, compiles, and says so with the way back; of several rulings the first that fails is the last. */
export async function followAll(context: Context, decisions: readonly Decision[], said: string | ((result: DecideResult) => string)): Promise<void> {
  const runs: string[] = [];
  let last: DecideResult | null = null;
  let isFollowed = true;
  for (const decision of decisions) {
    const result = await context.compiler.decide(decision);
    if (result === null) {
      const { outcome } = context.compiler.state();
      if (outcome?.work === "failed") new Notice(outcome.message);
      return;
    }
    runs.unshift(...result.runs);
    last = result;
    isFollowed = result.isFollowed;
  }
  if (last !== null && !isFollowed) {
    const { outcome } = context.compiler.state();
    const why = outcome?.work === "failed" && outcome.code !== "cancelled" ? `${outcome.message} ` : "";
    tellWithUndo(context, `${why}Your decision is kept in decisions.md; the pages follow it with the next compile.`, { ...last, runs });
    return;
  }
  if (last !== null) tellWithUndo(context, typeof said === "string" ? said : said(last), { ...last, runs });
}

/** The runs of a ruling are taken back together: the compile that followed it, and the ruling. */
function tellWithUndo({ compiler }: Context, said: string, { runs }: DecideResult & { runs: string[] }): void {
  const notice = new Notice(said, 10_000);
  if (runs.length === 0) return;
  const button = notice.messageEl.createEl("button", { text: "Undo", cls: "cpd-notice-button", attr: { type: "button" } });
  button.addEventListener("click", () => {
    void (async () => {
      for (const run of runs) if ((await compiler.undo(run)) === null) return;
      new Notice("Taken back.");
    })();
  });
}

/** A concept that has no page yet gets one, though the settings would leave it out. What is selected in the editor is offered as its name. */
export async function makePage(context: Context): Promise<void> {
  const selected = context.app.workspace.getActiveViewOfType(MarkdownView)?.editor.getSelection().trim() ?? "";
  const name = await askForName(context.app, {
    title: "Make a page",
    description: "For a person, project or idea your sources speak of. They need not say enough for a page by themselves.",
    confirm: "Make page",
    name: selected.includes("\n") || selected.length > 80 ? "" : selected,
  });
  if (name !== null) await follow(context, { kind: "page", terms: [name] }, (result) => (result.unknown.length > 0 ? `No source speaks of ${name} yet; its page comes once one does.` : `${name} has a page now.`));
}

const choice = ({ name, aliases, path }: ConceptPage): ConceptChoice => ({ name, aliases, path });

export const CONCEPT_COMMANDS: readonly ConceptCommand[] = [
  {
    id: "same-as",
    name: "Same as…",
    icon: "merge",
    run: async (context, file) => {
      const found = await conceptOf(context, file);
      if (found === null) return;
      const other = await pickConcept(context.app, `${found.concept.name} is the same as…`, found.others.map(choice));
      if (other !== null) await follow(context, { kind: "same", terms: [found.concept.name, other.name] }, `${found.concept.name} and ${other.name} are one concept now.`);
    },
  },
  {
    id: "not-the-same",
    name: "Not the same…",
    icon: "split",
    run: async (context, file) => {
      const found = await conceptOf(context, file);
      if (found === null) return;
      const own = found.concept.aliases.map((alias): ConceptChoice => ({ name: alias, aliases: [], path: null }));
      const other = await pickConcept(context.app, `${found.concept.name} is not the same as…`, [...own, ...found.others.map(choice)]);
      if (other !== null) await follow(context, { kind: "not-same", terms: [found.concept.name, other.name] }, `${found.concept.name} and ${other.name} are kept apart.`);
    },
  },
  {
    id: "no-page",
    name: "No page for this",
    icon: "file-x",
    run: async (context, file) => {
      const found = await conceptOf(context, file);
      if (found === null) return;
      const lines = ["The page goes to the trash, and no compile makes it again. What the sources say stays on their source pages.", "You can take this back in decisions.md or by undoing it."];
      if (await ask(context.app, { title: `No page for ${found.concept.name}?`, lines, confirm: "Remove page" })) await follow(context, { kind: "no-page", terms: [found.concept.name] }, `${found.concept.name} has no page now.`);
    },
  },
  {
    id: "rename-concept",
    name: "Rename concept",
    icon: "pencil",
    run: async (context, file) => {
      const found = await conceptOf(context, file);
      if (found === null) return;
      const description = "The page is renamed, the links to it follow, and the old name stays as an alias.";
      const name = await askForName(context.app, { title: "Rename concept", description, confirm: "Rename", name: found.concept.name });
      if (name !== null && name !== found.concept.name) await follow(context, { kind: "rename", terms: [found.concept.name, name] }, `${found.concept.name} is called ${name} now. The old name stays as an alias.`);
    },
  },
];
