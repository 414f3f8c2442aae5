/** Links as the app writes them: by its settings, from a note to a file. */
import type { TFile } from "./files";
import type { Vault } from "./vault";

const MARKDOWN_ENDING = /\.md$/i;

export interface LinkStyle {
  /** `[text](path)` in place of `[[path|text]]`. */
  isMarkdown: boolean;
  isEmbed: boolean;
}

export interface LinkParts {
  file: TFile;
  /** The note the link stands in. */
  sourcePath: string;
  /** Starts with `#`; "" for none. */
  subpath: string;
  /** "" for none. */
  alias: string;
}

/** The path a link needs to lead to the file, by the setting `newLinkFormat`. */
export function linkPath(vault: Vault, file: TFile, sourcePath: string, keepsMarkdownEnding: boolean): string {
  const path = fullLinkPath(vault, file, sourcePath);
  return keepsMarkdownEnding || file.extension !== "md" ? path : path.replace(MARKDOWN_ENDING, "");
}

function fullLinkPath(vault: Vault, file: TFile, sourcePath: string): string {
  const format = vault.getConfig("newLinkFormat");
  if (format === "relative") return relativePath(sourcePath, file.path);
  if (format === "absolute") return file.path;
  const name = file.name.toLowerCase();
  const isUnique = vault.getFiles().every((other) => other === file || other.name.toLowerCase() !== name);
  return isUnique ? file.name : file.path;
}

/** From the folder of a note to a file: "../other/Note.md". */
export function relativePath(sourcePath: string, path: string): string {
  const from = sourcePath.split("/").slice(0, -1);
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

/** Characters that would end a Markdown link's destination, or begin something else in it. */
const encodeDestination = (path: string): string => path.replace(/[\\\s()<>%]/g, (character) => encodeURIComponent(character).replace("(", "%28").replace(")", "%29"));

export function writeLink(vault: Vault, { isMarkdown, isEmbed }: LinkStyle, { file, sourcePath, subpath, alias }: LinkParts): string {
  const isSameNote = subpath !== "" && file.path === sourcePath;
  const path = isSameNote ? "" : linkPath(vault, file, sourcePath, isMarkdown);
  const bang = isEmbed ? "!" : "";
  if (isMarkdown) return `${bang}[${alias === "" ? file.basename : alias}](${encodeDestination(path + subpath)})`;
  const isSaidByPath = alias === "" || alias === path + subpath;
  return `${bang}[[${path}${subpath}${isSaidByPath ? "" : `|${alias}`}]]`;
}
