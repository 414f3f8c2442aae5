/** The bar at the bottom. There is none on mobile: an item added there is an element that nobody sees. */
export class StatusBar {
  readonly containerEl = createDiv("status-bar");

  registerStatusBarItem(): HTMLElement {
    return this.containerEl.createDiv("status-bar-item");
  }
}
