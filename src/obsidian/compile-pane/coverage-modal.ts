/** What of a source did not make it into the wiki: each passage without a claim, where it stands. */
import { type App, Modal } from "obsidian";
import type { Coverage } from "../../core/api";
import type { Context } from "../context";
import { openFile } from "../navigate";
import { addLinkButton } from "../ui/elements";
import { count } from "../ui/words";

const MOST_SHOWN = 200;

export async function showCoverage(context: Context, path: string): Promise<void> {
  new CoverageModal(context.app, path, await context.compiler.ask("coverage", path)).open();
}

class CoverageModal extends Modal {
  constructor(
    app: App,
    private readonly path: string,
    private readonly coverage: Coverage,
  ) {
    super(app);
  }

  override onOpen(): void {
    const { contentEl, coverage } = this;
    this.setTitle("What did not make it");
    this.modalEl.addClass("compendium", "cpd-coverage");
    const missed = coverage.sections.reduce((sum, { missed: passages }) => sum + passages.length, 0);
    const all = coverage.sections.reduce((sum, { passages }) => sum + passages, 0);
    contentEl.createEl("p", {
      text: missed === 0 ? "Every passage of this source stands in the wiki." : `${missed} of ${count(all, "passage")} of this source hold nothing the engine took for a claim. They stay in the source and are found by search.`,
    });
    let shown = 0;
    for (const section of coverage.sections) {
      if (section.missed.length === 0 || shown >= MOST_SHOWN) continue;
      contentEl.createEl("h3", { text: section.heading === "" ? "Beginning" : section.heading, attr: { dir: "auto" } });
      const list = contentEl.createEl("ul", { cls: "cpd-missed" });
      for (const { snippet, start } of section.missed.slice(0, MOST_SHOWN - shown)) {
        const item = list.createEl("li", { attr: { dir: "auto" } });
        item.createSpan({ text: snippet });
        addLinkButton(item, { text: "Show", label: `Show in the source: ${snippet}`, onClick: () => void this.show(start) });
      }
      shown += section.missed.length;
    }
    if (missed > MOST_SHOWN) contentEl.createEl("p", { cls: "cpd-sub", text: `The first ${MOST_SHOWN} are shown.` });
  }

  private async show(start: number): Promise<void> {
    this.close();
    const file = this.app.vault.getFileByPath(this.path);
    const text = file === null ? "" : await this.app.vault.cachedRead(file);
    await openFile(this.app, this.path, false, { line: text.slice(0, start).split("\n").length - 1 });
  }
}
