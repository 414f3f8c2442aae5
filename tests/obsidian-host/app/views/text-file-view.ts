/** A view that edits a text file and saves it two seconds after the last change. Types and contracts: obsidian.d.ts, `TextFileView`. */
import { applyPatch, createPatch } from "diff";
import { debounce } from "../ui";
import type { TAbstractFile, TFile } from "../vault";
import { EditableFileView } from "./file-view";

export abstract class TextFileView extends EditableFileView {
  data = "";
  requestSave: () => void;
  /** What the file is known to hold. */
  private lastSaved: string | null = null;
  /** What the view made of that by itself, as an editor does of a file's line ends: to write it back would be no change of the user's. */
  private shownAs: string | null = null;
  private dirty = false;

  constructor(leaf: EditableFileView["leaf"]) {
    super(leaf);
    const save = debounce(() => void this.save(), 2000, true);
    this.requestSave = () => {
      this.dirty = true;
      save();
    };
  }

  abstract getViewData(): string;
  abstract setViewData(data: string, clear: boolean): void;
  abstract clear(): void;

  override onload(): void {
    super.onload();
    this.registerEvent(
      this.app.vault.on("modify", (file: TAbstractFile) => {
        if (file === this.file) void this.onModify(this.file);
      }),
    );
  }

  override async onLoadFile(file: TFile): Promise<void> {
    const data = await this.app.vault.read(file);
    this.data = data;
    this.lastSaved = data;
    this.dirty = false;
    this.setViewData(data, true);
    this.shownAs = this.getViewData();
  }

  override async onUnloadFile(_file: TFile): Promise<void> {
    await this.save(true);
  }

  async save(clear = false): Promise<void> {
    const { file } = this;
    if (file !== null && this.lastSaved !== null && this.app.vault.getAbstractFileByPath(file.path) === file) {
      this.data = this.getViewData();
      const { data } = this;
      this.dirty = false;
      if (data !== this.lastSaved && data !== this.shownAs) {
        this.lastSaved = data;
        this.shownAs = null;
        await this.app.vault.modify(file, data);
      }
    }
    if (!clear) return;
    this.data = "";
    this.lastSaved = null;
    this.shownAs = null;
    this.clear();
  }

  /** Someone else wrote the file: their text is taken over, with what was typed here and isn't saved yet put into it. */
  private async onModify(file: TFile): Promise<void> {
    const text = await this.app.vault.read(file);
    if (file !== this.file || text === this.lastSaved || this.lastSaved === null) return;
    const mine = this.getViewData();
    const before = this.shownAs ?? this.lastSaved;
    const merged = this.dirty && mine !== before ? applyPatch(text, createPatch("", before, mine), { fuzzFactor: 1 }) : text;
    this.lastSaved = text;
    this.shownAs = null;
    // Where the two changes meet, the app keeps what is in the editor.
    this.data = merged === false ? mine : merged;
    this.setViewData(this.data, false);
    if (this.data !== text) this.requestSave();
    else this.shownAs = this.getViewData();
  }
}
