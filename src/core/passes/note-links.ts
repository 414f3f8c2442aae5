/**
 * Links in the user's own notes to concept pages that moved or were merged away follow them, as a rename inside the app would make them.
 * Sources are left as they are.
 */
import type { ConceptRecord } from "../concepts/concept";
import { FileError } from "../ports";
import { isExcluded, isInFolder, isSourcePath } from "../settings";
import { byCodeUnit, conceptKey } from "../text/key";
import { createPathIndex, rewriteLinks } from "../vault/links";
import type { Run } from "./run";
import type { WritePlan } from "./write";

export async function planNoteLinks(run: Run, plan: WritePlan, records: ConceptRecord[]): Promise<void> {
  const moves = findMoves(run, plan, records);
  if (moves.size === 0) return;
  const { files } = run.host;
  const all = (await files.list("")).map(({ path }) => path);
  const paths = createPathIndex(all);
  for (const path of all.filter((candidate) => isOwnNote(run, candidate)).sort(byCodeUnit)) {
    await run.runner.pace();
    const before = await files.read(path).catch((error: unknown) => {
      if (error instanceof FileError) return null;
      throw error;
    });
    if (before === null || !before.includes("](") && !before.includes("[[")) continue;
    const after = rewriteLinks(before, (target) => moves.get(target) ?? null, path, paths);
    if (after === before) continue;
    plan.changes.push({ path, movedFrom: null, before, after, page: null, previous: null });
    plan.updated.push(path);
  }
}

const isOwnNote = ({ settings, state }: Run, path: string): boolean =>
  path.endsWith(".md") && !isSourcePath(path, settings) && state.pages[path] === undefined && !settings.sourceFolders.some((folder) => isInFolder(path, folder)) && !isExcluded(path, settings);

/** New path by old path: of pages that are renamed, and of pages that retire because their concept is part of another now. */
function findMoves(run: Run, plan: WritePlan, records: ConceptRecord[]): Map<string, string> {
  const moves = new Map<string, string>();
  if (!run.host.files.renameKeepsLinks) for (const { path, movedFrom } of records) if (movedFrom !== null) moves.set(movedFrom, path);
  const byName = new Map(records.flatMap((record) => [record.name, ...record.aliases].map((name) => [conceptKey(name), record.path] as const)));
  for (const path of plan.retired) {
    const page = run.state.pages[path];
    const target = page?.kind === "concept" ? byName.get(conceptKey(page.name)) : undefined;
    if (target !== undefined) moves.set(path, target);
  }
  return moves;
}
