/** Picks a tag of the notes that are searched. */
import { type App, getAllTags, Platform } from "obsidian";
import { isInFolder, isSourcePath, type Settings } from "../../core/settings";
import { PickModal } from "../ui/pick-modal";
import { tagsByUse } from "./search-words";

export class TagModal extends PickModal<string> {
  constructor(app: App, settings: Settings) {
    super(app, tagsOf(app, settings), { question: "Find notes with this tag", empty: "No such tag in the notes that are searched.", choose: "to choose", leave: "to leave" });
    if (Platform.isMobile) this.setInstructions([]);
  }

  override getItemText(tag: string): string {
    return tag;
  }
}

function tagsOf({ metadataCache, vault }: App, settings: Settings): string[] {
  const searched = vault.getMarkdownFiles().filter(({ path }) => isSourcePath(path, settings) || isInFolder(path, settings.wikiFolder));
  const tags = searched.map((file) => {
    const cache = metadataCache.getFileCache(file);
    return cache === null ? [] : (getAllTags(cache) ?? []);
  });
  return tagsByUse(tags);
}
