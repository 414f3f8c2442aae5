/** The page of each source: its digest in full, with links to the concepts that have a page. */
import { renderSourcePage } from "../pages/source-page";
import { oneLine } from "../pages/parts";
import { shortHash } from "../text/hash";
import type { Proposal } from "./proposal";
import type { Run } from "./run";
import { recordOf } from "./sources";
import type { WikiIndex, WikiSource } from "./wiki-index";

/** `others` are the pages proposed besides. Making source pages and comparing all pages with what is there (see write.ts) is one stretch to those who watch. */
export async function proposeSourcePages(run: Run, wiki: WikiIndex, others: number): Promise<Proposal[]> {
  const proposals: Proposal[] = [];
  const count = wiki.sources.filter(({ pagePath }) => pagePath !== null).length;
  for (const entry of wiki.sources) {
    await run.runner.pace();
    run.emit({ type: "progress", pass: "index", done: proposals.length, total: 2 * count + others });
    const proposal = await proposeSourcePage(run, wiki, entry);
    if (proposal !== null) proposals.push(proposal);
  }
  return proposals;
}

async function proposeSourcePage(run: Run, wiki: WikiIndex, { path, source, pagePath }: WikiSource): Promise<Proposal | null> {
  if (pagePath === null) return null;
  const targetOf = (name: string): string | null => wiki.recordOf(source.id, name)?.path ?? null;
  const inputs = shortHash(JSON.stringify([path, source.id, source.content, source.digest, source.concepts.map(({ name }) => targetOf(name))]), 16);
  const common = { path: pagePath, movedFrom: null, id: source.id, kind: "source" as const, inputs, recipe: source.recipe, summary: oneLine(source.summary), name: source.title, aliases: [] };
  if (run.state.pages[pagePath]?.inputs === inputs) return { ...common, text: null };
  const record = await recordOf(run, path, source);
  if (record === null) return { ...common, inputs: run.state.pages[pagePath]?.inputs ?? "", text: null };
  const text = renderSourcePage({ id: source.id, content: source.content, sourcePath: path, properties: record.properties, digest: record.digest.output, targetOf });
  return { ...common, text };
}
