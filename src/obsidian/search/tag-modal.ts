/** Picks a tag of the notes that are searched. */
import { type App, parseFrontMatterTags, Platform } from "obsidian";
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

/** As the search knows them: of the properties, not of the text. */
function tagsOf({ metadataCache, vault }: App, settings: Settings): string[] {
  const searched = vault.getMarkdownFiles().filter(({ path }) => isSourcePath(path, settings) || isInFolder(path, settings.wikiFolder));
  return tagsByUse(searched.map((file) => parseFrontMatterTags(metadataCache.getFileCache(file)?.frontmatter ?? null) ?? []));
}
