/** What stands over a source while its cited passages are looked at: marks, bar and keys. It ends with the bar, with the note, or with the plugin. */
import { type App, type MarkdownPostProcessorContext, type MarkdownView, Notice, Platform, type Plugin, type TFile, type WorkspaceLeaf } from "obsidian";
import type { Context } from "../context";
import type { EditorMarks } from "./marks";
import { stepped, toEditorRange, type CitedPlace } from "./places";
import { createRenderedMarks, type RenderedMarks } from "./rendered-marks";
import { createSourceBar, type BarHandlers, type SourceBar } from "./source-bar";

/** Where one came from. */
export interface Origin {
  leaf: WorkspaceLeaf | null;
  element: HTMLElement | null;
}

export interface SessionStart {
  file: TFile;
  places: readonly CitedPlace[];
  at: number;
  origin: Origin;
}

interface Session extends SessionStart {
  view: MarkdownView;
  at: number;
  /** The file's text as the core read it, which the places are of. */
  text: string;
  mode: string;
  bar: SourceBar;
  rendered: RenderedMarks;
  /** Stops hearing keys. */
  deafen(): void;
}

export interface Sessions {
  start(view: MarkdownView, start: SessionStart): Promise<void>;
}

/** Frames waited for a rendered passage to be drawn. */
const MOST_FRAMES = 30;

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length - 1;

export function registerSessions(plugin: Plugin, context: Context, marks: EditorMarks): Sessions {
  const { app } = context;
  const sessions = new Map<MarkdownView, Session>();
  const isStanding = (session: Session): boolean => sessions.get(session.view) === session;

  const end = (session: Session, isGivingBack: boolean): void => {
    if (!isStanding(session)) return;
    sessions.delete(session.view);
    session.deafen();
    session.rendered.clear();
    marks.clear(session.view);
    session.bar.remove();
    if (isGivingBack) giveBack(app, session);
  };
  const show = (session: Session): void => {
    const place = session.places[session.at];
    if (place === undefined) return;
    session.mode = session.view.getMode();
    session.rendered.clear();
    if (session.mode === "preview") showRendered(session, place, () => isStanding(session));
    else showInEditor(session, place, marks);
    session.bar.show(place, session.at, session.places.length);
  };
  const step = (session: Session, by: 1 | -1): void => {
    session.at = stepped(session.at, by, session.places.length);
    show(session);
  };
  const start = async (view: MarkdownView, given: SessionStart): Promise<void> => {
    // As the core has it: with its byte order mark and its line ends.
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await app.vault.readBinary(given.file));
    const known = sessions.get(view);
    if (known !== undefined) end(known, false);
    const handlers = { step: (by: 1 | -1) => step(session, by), close: () => end(session, true) };
    const bar = createSourceBar(context, view.contentEl, handlers);
    const session: Session = { ...given, view, text, mode: view.getMode(), bar, rendered: createRenderedMarks(), deafen: hearKeys(view.containerEl, handlers) };
    sessions.set(view, session);
    show(session);
    // On a phone the focus would bring up the keyboard.
    if (!Platform.isMobile) app.workspace.setActiveLeaf(view.leaf, { focus: true });
  };
  const look = (): void => {
    for (const session of [...sessions.values()]) {
      const { view, file } = session;
      if (!view.containerEl.isConnected || view.file !== file) end(session, false);
      else if (view.getMode() !== session.mode) show(session);
    }
  };
  for (const event of ["layout-change", "file-open", "active-leaf-change"] as const) plugin.registerEvent(app.workspace.on(event as "layout-change", look));
  // Sections that a reading view draws only when they are scrolled to.
  plugin.registerMarkdownPostProcessor((element, processing) => {
    for (const session of sessions.values()) if (session.mode === "preview" && session.file.path === processing.sourcePath) markSection(session, element, processing);
  });
  plugin.register(() => {
    for (const session of [...sessions.values()]) end(session, false);
  });
  return { start };
}

function giveBack(app: App, { view, origin: { leaf, element } }: Session): void {
  const isThere = leaf !== null && app.workspace.getLeavesOfType("markdown").includes(leaf);
  app.workspace.setActiveLeaf(isThere ? leaf : view.leaf, { focus: true });
  if (isThere && element?.isConnected === true) element.focus({ preventScroll: true });
}

/** Captured, since the editor takes Escape for its own selection first. Returns what stops the hearing. */
function hearKeys(container: HTMLElement, { step, close }: BarHandlers): () => void {
  const hear = (event: KeyboardEvent): void => {
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.isComposing || !isPlain) return;
    if (event.key === "F3") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && !event.shiftKey) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  container.addEventListener("keydown", hear, true);
  return () => container.removeEventListener("keydown", hear, true);
}

function showInEditor({ view, text }: Session, place: CitedPlace, marks: EditorMarks): void {
  const editorText = marks.textOf(view) ?? "";
  const quote = toEditorRange(text, editorText, place);
  if (quote === null) {
    new Notice("These words were changed in the note just now.");
    return;
  }
  const passage = toEditorRange(text, editorText, { start: place.passageStart, end: place.passageEnd }) ?? quote;
  marks.show(view, { quote, passage });
}

function showRendered({ view, text, rendered }: Session, place: CitedPlace, isStanding: () => boolean): void {
  // Not by the app's own way to a line, which lights the whole paragraph up and drowns the marks.
  view.previewMode.applyScroll(lineOf(text, place.start));
  const root = view.previewMode.containerEl;
  let frames = 0;
  const tryAgain = (): void => {
    if (!isStanding() || !root.isConnected) return;
    rendered.mark(root, place.quote);
    const mark = rendered.first();
    frames += 1;
    if (mark !== null) mark.scrollIntoView({ block: "start" });
    else if (frames < MOST_FRAMES) root.win.requestAnimationFrame(tryAgain);
  };
  tryAgain();
}

function markSection({ places, at, text, rendered }: Session, element: HTMLElement, processing: MarkdownPostProcessorContext): void {
  const place = places[at];
  const section = processing.getSectionInfo(element);
  if (place === undefined || section === null) return;
  const isHere = section.lineStart <= lineOf(text, place.end) && lineOf(text, place.start) <= section.lineEnd;
  if (isHere) rendered.mark(element, place.quote);
}
