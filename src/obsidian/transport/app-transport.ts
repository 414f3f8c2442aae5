/** The transport over what the app offers. */
import { Notice, Platform, requestUrl } from "obsidian";
import { loadNode } from "./load-node";
import { createTransport, type Transport } from "./transport";

const BUFFERED = "Compendium: on this device the model's replies come in one piece, so each shows only once it is complete.";

export const appTransport = (): Transport =>
  createTransport({
    loadNode: Platform.isDesktopApp ? loadNode : null,
    // Looked up when it is used, and called as the window's own.
    fetch: (...given) => window.fetch(...given),
    requestUrl,
    onBuffered: () => {
      new Notice(BUFFERED);
    },
  });
