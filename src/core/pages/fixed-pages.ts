/** The files of the wiki that are not rendered from claims: the log, the Bases view, and the two files that are the user's from the start. */

export const logHeader = (): string => "# Log\n";

export interface LogEntry {
  stamp: string;
  command: string;
  details: string[];
  run: string;
}

/** One entry, newest last. The run's id makes it safe to append again after a crash. */
export const renderLogEntry = ({ stamp, command, details, run }: LogEntry): string => `\n## [${stamp}] ${command} | ${details.join(", ")}\n\nRun ${run}\n`;

/** The log with the entry, unless it holds it already. */
export function appendToLog(current: string | null, entry: LogEntry): string {
  const log = current ?? logHeader();
  if (log.includes(`\nRun ${entry.run}\n`)) return log;
  return `${log.endsWith("\n") || log === "" ? log : `${log}\n`}${renderLogEntry(entry)}`;
}

export const renderBase = (wikiFolder: string): string => `filters:
  and:
    - file.inFolder(${JSON.stringify(wikiFolder)})
    - file.hasProperty("compendium")
views:
  - type: table
    name: Concepts
    filters:
      and:
        - type == "concept"
    order:
      - file.name
      - kind
      - summary
      - sources
  - type: table
    name: Sources
    filters:
      and:
        - type == "source"
    order:
      - file.name
      - author
      - published
      - summary
`;

export const initialConventions = (wikiFolder: string): string => `# Conventions of this wiki

This file is yours: change it as you like. Agents read it before they use the wiki, and a model engine is given it when it writes.

- Everything in \`${wikiFolder}/\` that carries the property \`compendium\` is generated from the sources. Sources are never changed.
- Start at [[${wikiFolder}/index|index]]. Concept pages are in \`concepts/\`, one page for each source in \`sources/\`, rulings in \`decisions.md\`.
- Every sentence cites its source as a footnote with the words quoted. Cite sources, not pages of the wiki.
- Your own changes to a page are kept when it is compiled again.
`;
