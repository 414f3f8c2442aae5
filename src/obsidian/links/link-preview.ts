/** *Link mentions in this note*: each link in its line, to accept or drop, before anything is written. */
import { type App, Modal, Notice, Setting, type TFile } from "obsidian";
import type { LinkOptions, LinkResult } from "../../core/api";
import { isForPeople } from "../told-errors";
import type { Context } from "../context";
import { count } from "../ui/words";

type Link = LinkResult["notes"][number]["links"][number];

/** Links are written as the app's settings say; the app keeps them in a place its API has no name for. */
function linkFormat(app: App): Pick<LinkOptions, "format" | "markdown"> {
  const config = app.vault as unknown as { getConfig?: (key: string) => unknown };
  const format = config.getConfig?.("newLinkFormat");
  return { format: format === "relative" || format === "absolute" ? format : "shortest", markdown: config.getConfig?.("useMarkdownLinks") === true };
}

export async function previewLinks(context: Context, file: TFile): Promise<void> {
  try {
    const options = linkFormat(context.app);
    const { notes } = await context.compiler.ask("link", [file.path], false, options);
    const links = notes[0]?.links ?? [];
    if (links.length === 0) new Notice("No mentions to link: each known name in this note is linked already or has no page.");
    else new LinkPreviewModal(context, file, links, options).open();
  } catch (error) {
    if (isForPeople(error)) new Notice(error.message);
    else context.report(error);
  }
}

class LinkPreviewModal extends Modal {
  private readonly dropped = new Set<number>();

  constructor(
    private readonly context: Context,
    private readonly file: TFile,
    private readonly links: readonly Link[],
    private readonly options: LinkOptions,
  ) {
    super(context.app);
  }

  override onOpen(): void {
    const { contentEl } = this;
    this.setTitle("Link mentions in this note");
    this.modalEl.addClass("compendium", "cpd-link-preview");
    contentEl.createEl("p", { text: `${count(this.links.length, "mention")} in ${this.file.basename}. Nothing is written before you press the button; it can be undone.` });
    const list = contentEl.createEl("ul", { cls: "cpd-link-list" });
    const boxes = this.links.map((link, index) => this.drawLink(list, link, index));
    const footer = new Setting(contentEl);
    footer.addButton((button) =>
      button.setButtonText("Drop all").onClick(() => {
        const isAny = boxes.some((box) => box.checked);
        boxes.forEach((box, index) => {
          box.checked = !isAny;
          this.mark(index, !isAny);
        });
        button.setButtonText(isAny ? "Take all" : "Drop all");
        update();
      }),
    );
    let update = (): void => undefined;
    footer.addButton((button) => {
      button.setCta().onClick(() => void this.write());
      update = () => {
        const taken = this.links.length - this.dropped.size;
        button.setButtonText(taken === 0 ? "No links" : `Write ${count(taken, "link")}`).setDisabled(taken === 0);
      };
      update();
      list.addEventListener("change", () => update());
    });
  }

  private drawLink(list: HTMLElement, link: Link, index: number): HTMLInputElement {
    const item = list.createEl("li").createEl("label", { cls: "cpd-link-row" });
    const box = item.createEl("input", { attr: { type: "checkbox" } });
    box.checked = true;
    box.addEventListener("change", () => this.mark(index, box.checked));
    const words = item.createDiv();
    const line = words.createDiv({ cls: "cpd-link-line", attr: { dir: "auto" } });
    line.appendText(link.line.slice(0, link.lineStart));
    line.createEl("mark", { cls: "cpd-link-mark", text: link.line.slice(link.lineStart, link.lineEnd) });
    line.appendText(link.line.slice(link.lineEnd));
    words.createDiv({ cls: "cpd-sub", text: `to ${link.name}` });
    return box;
  }

  private mark(index: number, isTaken: boolean): void {
    if (isTaken) this.dropped.delete(index);
    else this.dropped.add(index);
  }

  private async write(): Promise<void> {
    const only = [{ path: this.file.path, starts: this.links.filter((_, index) => !this.dropped.has(index)).map(({ start }) => start) }];
    this.close();
    const result = await this.context.compiler.writeLinks([this.file.path], { ...this.options, only });
    const { outcome } = this.context.compiler.state();
    if (result !== null) new Notice(`${count(only[0]?.starts.length ?? 0, "link")} written.`);
    else if (outcome?.work === "failed") new Notice(outcome.message);
  }
}
