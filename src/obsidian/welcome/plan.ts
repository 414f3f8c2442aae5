/** What the welcome says of the folders and the first compile. Data in, data out. */
import type { CompileResult, ModelUse, Overview } from "../../core/api";
import { presetIn } from "../../core/engines/llm/endpoint";
import { isInFolder, isSourcePath, type Settings } from "../../core/settings";
import { price, spentText } from "../money";
import { missingFor } from "../settings/model-words";
import { count, listed } from "../ui/words";
import { isWaiting } from "../waiting";

export interface FolderRow {
  path: string;
  purpose: string;
  state: string;
}

export interface VaultListing {
  /** Paths of the notes. */
  notes: readonly string[];
  hasFolder: (path: string) => boolean;
}

const PURPOSES: Record<string, string> = { Clippings: "where Web Clipper saves", raw: "other notes to compile" };

export function folderRows(settings: Settings, { notes, hasFolder }: VaultListing): FolderRow[] {
  const stateOf = (path: string, what: string): string => {
    if (path !== "" && !hasFolder(path)) return "will be made";
    const found = notes.filter((note) => (what === "page" ? isInFolder(note, path) : isInFolder(note, path) && isSourcePath(note, settings))).length;
    return found === 0 ? "empty" : `${count(found, what)} found`;
  };
  const sources = settings.sourceFolders.map((path) => ({ path: path === "" ? "Whole vault" : path, purpose: PURPOSES[path] ?? "notes to compile", state: stateOf(path, "note") }));
  return [...sources, { path: settings.wikiFolder, purpose: "pages Compendium writes", state: stateOf(settings.wikiFolder, "page") }];
}

/** How far the vault is on the way to a wiki. */
export interface Standing {
  /** Sources that a compile has something to do for. */
  waiting: number;
  /** There are sources, and all of them are compiled. */
  isDone: boolean;
  hasWiki: boolean;
}

/** Before the sources were looked at, they are counted by their paths, and the plan tells whether there is anything to do. */
export function standing(settings: Settings, { notes }: VaultListing, overview: Overview | null, plan: Pick<CompileResult, "sources" | "pages"> | null): Standing {
  if (overview !== null) {
    const waiting = overview.sources.filter(isWaiting).length;
    return { waiting, isDone: waiting === 0 && overview.pages.length > 0, hasWiki: overview.pages.length > 0 };
  }
  const sources = notes.filter((note) => isSourcePath(note, settings)).length;
  const isDone = sources > 0 && plan !== null && !isWorkPlanned(plan);
  return { waiting: isDone ? 0 : sources, isDone, hasWiki: notes.includes(`${settings.wikiFolder}/index.md`) };
}

/** The same text as long as the same sources wait for the same reason. */
export const waitingText = ({ sources }: Pick<Overview, "sources">): string =>
  sources
    .filter(isWaiting)
    .map(({ path, state }) => `${state} ${path}`)
    .join("\n");

/** The folders that are to be made, outermost first. */
export const missingFolders = ({ sourceFolders, wikiFolder }: Settings, hasFolder: (path: string) => boolean): string[] => [...sourceFolders, wikiFolder].filter((path) => path !== "" && !hasFolder(path));

const isWorkPlanned = ({ sources, pages }: Pick<CompileResult, "sources" | "pages">): boolean => sources.new + sources.changed + sources.removed + pages.created + pages.updated + pages.retired > 0;

/** What the model lacks before it can be asked; nothing with the built-in engine. */
export const engineNeeds = (settings: Settings, hasKey: boolean): string[] => (settings.engine === "llm" ? missingFor(settings, hasKey) : []);

/** Which model is asked, or what is yet to be chosen. */
export function modelText(settings: Settings, missing: readonly string[]): string {
  if (missing.length > 0) return `It still needs ${listed(missing)}.`;
  const { strongModel, fastModel } = settings.model;
  const service = presetIn(settings)?.name ?? "";
  return fastModel === "" || fastModel === strongModel ? `${service} is asked, with ${strongModel}.` : `${service} is asked, with ${fastModel} for reading and ${strongModel} for writing.`;
}

/** What a compile would ask of the model, in one line: calls, tokens, money. */
export const useText = (model: ModelUse): string => (model.calls === 0 ? "no calls, no cost" : `about ${count(model.calls, "call")}, ${count(rounded(model.inputTokens + model.outputTokens), "token")}, ${price(model)}`);

/** An estimate has no more than three telling digits. */
const rounded = (amount: number): number => Number(amount.toPrecision(3));

/** `plan` is null while it is worked out. */
export function planText(sources: number, plan: Pick<CompileResult, "pages" | "model"> | null, isModel = false): string {
  if (sources === 0) return "No notes to compile yet.";
  const pages = plan === null ? "" : `, about ${count(plan.pages.created + plan.pages.updated, "page")}`;
  const use = !isModel ? "no calls, no cost" : plan === null ? "the cost is being worked out" : useText(plan.model);
  return `${count(sources, "source")}${pages}, ${use}. You can undo it in one step.`;
}

/** After the first compile. */
export const madeText = ({ sources, pages, model }: Pick<CompileResult, "sources" | "pages" | "model">, seconds: number): string =>
  `${count(pages.created + pages.updated, "page")} made of ${count(sources.new + sources.changed, "source")} in ${seconds < 1 ? "under a second" : `${Math.round(seconds)} s`}${model.calls === 0 ? "" : `, with ${spentText(model, null)}`}. Every sentence on them cites the words it comes from.`;
