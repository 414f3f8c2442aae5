/** Small parts that several page renderers share. */
import { shorten } from "../text/shorten";
import { citationReference } from "../vault/citation";
import { escapeMarkdown, escapeMarkdownBlock } from "../vault/escape";

/** A sentence with its citations: the references stand behind the final punctuation. */
export const citedLine = (markdown: string, labels: string[]): string => `${markdown}${labels.map(citationReference).join("")}`;

export const citedText = (text: string, labels: string[]): string => citedLine(escapeMarkdownBlock(text), labels);

export const listItem = (markdown: string): string => `- ${markdown}`;

/** Blocks with a blank line between; empty ones vanish. */
export const blocks = (...parts: (string | null)[]): string => parts.filter((part) => part !== null && part !== "").join("\n\n");

export const section = (heading: string, content: string): string => (content === "" ? "" : `## ${heading}\n\n${content}`);

export const heading = (level: number, text: string): string => `${"#".repeat(level)} ${headingText(text)}`;

/** What stands behind a heading's marker. Number signs at its end would close it unseen. */
export const headingText = (text: string): string => escapeMarkdown(text).trim().replace(/(^|\s)(#+)$/u, "$1\\$2");

/** One line for a property or a listing: no line breaks, no longer than `limit` characters, cut at a word. */
export const oneLine = (text: string, limit = 240): string => shorten(text.replace(/\s+/gu, " ").trim(), limit);
