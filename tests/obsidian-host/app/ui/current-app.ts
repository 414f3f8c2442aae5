/** The app of this page. Menu, Notice and their like are constructed without one, as the API has it, and still need its keymap. */
import type { App } from "../app";

let current: App | null = null;

export function rememberApp(app: App): void {
  current = app;
}

export function currentApp(): App {
  if (current === null) throw new Error("There is no app yet: installKeymap comes first.");
  return current;
}
