/** A message that goes away by itself. Contract: obsidian.d.ts, `Notice`. */

const defaultDuration = 5000;

export class Notice {
  containerEl: HTMLElement;
  messageEl: HTMLElement;
  noticeEl: HTMLElement;
  private timer: number | null = null;

  constructor(message: string | DocumentFragment, duration = defaultDuration) {
    this.containerEl = createDiv("notice");
    this.messageEl = this.containerEl.createDiv("notice-message");
    this.noticeEl = this.messageEl;
    this.setMessage(message);
    this.containerEl.addEventListener("click", () => this.hide());
    containerIn(activeDocument).appendChild(this.containerEl);
    if (duration > 0) this.timer = window.setTimeout(() => this.hide(), duration);
  }

  setMessage(message: string | DocumentFragment): this {
    this.messageEl.setText(message);
    return this;
  }

  hide(): void {
    if (this.timer !== null) window.clearTimeout(this.timer);
    const parent = this.containerEl.parentElement;
    this.containerEl.remove();
    if (parent?.childElementCount === 0) parent.remove();
  }
}

/** One for each window. It is there before its first message, for a live region speaks of what is added to it. */
function containerIn(doc: Document): HTMLElement {
  const existing = doc.body.querySelector<HTMLElement>(":scope > .notice-container");
  return existing ?? doc.body.createDiv({ cls: "notice-container", attr: { role: "status", "aria-live": "polite" } });
}
