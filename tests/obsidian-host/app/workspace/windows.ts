/** The windows of the app: which has the focus, and what a popout takes over from the main one. */
import { installDom } from "../dom";
import type { Realm } from "../dom";

let active: Window = window;

export const allWindows = new Set<Window>([window]);

export function setActiveWindow(win: Window): void {
  if (allWindows.has(win)) active = win;
}

/** Gives a window `activeWindow`, `activeDocument` and the helpers on its prototypes. */
export function adoptWindow(win: Window): void {
  const realm = win as Realm;
  allWindows.add(win);
  Object.defineProperty(realm, "activeWindow", { configurable: true, get: () => active });
  Object.defineProperty(realm, "activeDocument", { configurable: true, get: () => active.document });
  installDom(realm);
  realm.addEventListener("focus", () => setActiveWindow(win), true);
}

export function dropWindow(win: Window): void {
  allWindows.delete(win);
  if (active === win) active = window;
}

/** Keeps a popout's styles and the classes of its body like those of the main window. Returns the way to stop. */
export function mirrorLooks(doc: Document): () => void {
  const copyStyles = (): void => {
    for (const old of [...doc.head.querySelectorAll("style, link[rel=stylesheet]")]) old.remove();
    for (const style of [...document.head.querySelectorAll("style, link[rel=stylesheet]")]) doc.head.appendChild(doc.importNode(style, true));
  };
  const copyClasses = (): void => {
    doc.body.className = document.body.className;
    doc.body.addClass("is-popout-window");
    doc.documentElement.dir = document.documentElement.dir;
  };
  copyStyles();
  copyClasses();
  const styles = new MutationObserver(copyStyles);
  styles.observe(document.head, { childList: true, characterData: true, subtree: true });
  const classes = new MutationObserver(copyClasses);
  classes.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  return () => {
    styles.disconnect();
    classes.disconnect();
  };
}
