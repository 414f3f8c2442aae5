/** A dialog over the window that is active. Contract: obsidian.d.ts, `Modal`. */
import type { App } from "../app";
import { setIcon } from "../icons";
import { Scope } from "./scope";

const focusable = "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [contenteditable=true], [tabindex]:not([tabindex='-1'])";

let named = 0;

export class Modal {
  scope = new Scope();
  containerEl: HTMLElement;
  modalEl: HTMLElement;
  titleEl: HTMLElement;
  contentEl: HTMLElement;
  shouldRestoreSelection = true;
  protected readonly bgEl: HTMLElement;
  protected readonly headerEl: HTMLElement;
  private closeCallback: (() => unknown) | null = null;
  private returnTo: HTMLElement | null = null;
  private isOpen = false;

  constructor(public app: App) {
    this.containerEl = createDiv("modal-container mod-dim");
    this.bgEl = this.containerEl.createDiv("modal-bg");
    this.modalEl = this.containerEl.createDiv({ cls: "modal", attr: { role: "dialog", "aria-modal": "true", tabindex: -1 } });
    const closeEl = this.modalEl.createDiv({ cls: "modal-close-button clickable-icon", attr: { role: "button", tabindex: 0, "aria-label": "Close" } });
    setIcon(closeEl, "lucide-x");
    this.headerEl = this.modalEl.createDiv("modal-header");
    this.titleEl = this.headerEl.createDiv({ cls: "modal-title", attr: { id: `modal-title-${++named}` } });
    this.modalEl.setAttr("aria-labelledby", this.titleEl.id);
    this.contentEl = this.modalEl.createDiv("modal-content");

    closeEl.addEventListener("click", () => this.close());
    closeEl.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.close();
    });
    this.bgEl.addEventListener("click", () => this.close());
    this.scope.register([], "Escape", () => {
      this.close();
      return false;
    });
    this.containerEl.addEventListener("keydown", (event) => this.trapTab(event));
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    const doc = activeDocument;
    this.returnTo = doc.activeElement === doc.body ? null : (doc.activeElement as HTMLElement | null);
    this.app.keymap.pushScope(this.scope);
    doc.body.appendChild(this.containerEl);
    // Whoever opens it sees it even if `onOpen` fails, and can close it.
    void this.runOnOpen();
    if (!this.containerEl.contains(doc.activeElement)) this.modalEl.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.app.keymap.popScope(this.scope);
    this.containerEl.remove();
    if (this.shouldRestoreSelection && this.returnTo?.isConnected === true) this.returnTo.focus();
    this.returnTo = null;
    this.onClose();
    this.closeCallback?.();
  }

  onOpen(): Promise<void> | void {
    // For subclasses.
  }

  onClose(): void {
    // For subclasses.
  }

  setTitle(title: string): this {
    this.titleEl.setText(title);
    return this;
  }

  setContent(content: string | DocumentFragment): this {
    this.contentEl.setText(content);
    return this;
  }

  setCloseCallback(callback: () => unknown): this {
    this.closeCallback = callback;
    return this;
  }

  onHistoryBack(): void {
    this.close();
  }

  protected get isShown(): boolean {
    return this.isOpen;
  }

  private async runOnOpen(): Promise<void> {
    try {
      await this.onOpen();
    } catch (error) {
      console.error("Opening a dialog failed.", error);
    }
  }

  private trapTab(event: KeyboardEvent): void {
    if (event.key !== "Tab" || event.defaultPrevented) return;
    const stops = [...this.modalEl.querySelectorAll<HTMLElement>(focusable)].filter((element) => element.tabIndex >= 0 && element.getClientRects().length > 0);
    const first = stops[0];
    const last = stops[stops.length - 1];
    const current = this.modalEl.doc.activeElement;
    const leaves = event.shiftKey ? current === first || current === this.modalEl : current === last;
    if (!leaves && stops.length > 0) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}
