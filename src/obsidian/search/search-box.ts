/** The search itself, the same in the pane and in the modal: field, chips, results, what is said where there are none. */
import { Keymap, type PaneType } from "obsidian";
import type { SearchHit } from "../../core/api";
import type { Context } from "../context";
import { isForPeople, messageOf } from "../told-errors";
import { addHiddenLabel, addLiveRegion, labelledBy } from "../ui/elements";
import { askInTurn } from "./ask-in-turn";
import { drawHits } from "./draw-hits";
import { drawEmpty, drawFailure, drawMeant, drawNotFound, type NothingEvents } from "./draw-nothing";
import { drawChips } from "./filter-chips";
import { forgetSearches, recentSearches, rememberSearch } from "./recent";
import { createSearchField } from "./search-field";
import { filtersIn, statusWords, withoutFilter, withoutFilters, withTag, withType, type SearchScope } from "./search-words";
import type { SearchReply } from "./searching";
import { TagModal } from "./tag-modal";

export interface SearchBoxOptions {
  context: Context;
  /** What was asked before, to begin with. */
  query: string;
  scope: SearchScope;
  open: (hit: SearchHit, newLeaf: PaneType | boolean) => void;
  menu: (hit: SearchHit, event: MouseEvent) => void;
  preview: (hit: SearchHit, element: HTMLElement, event: MouseEvent) => void;
  escape: () => void;
  /** The query or the scope is another. */
  changed: () => void;
}

export interface SearchBox {
  readonly query: string;
  readonly scope: SearchScope;
  focus(): void;
  /** Does not take the focus: a pane that is restored stays in the background. */
  set(query: string, scope: SearchScope): void;
  /** Searches the same again, as notes changed. */
  again(): void;
  close(): void;
}

const SHOWN = 20;
/** Milliseconds after the last key: the count is read out, what is half typed is not. */
const BEFORE_SAYING = 300;
/** While the notes are read for the first time, results come again as often as this. */
const WHILE_READING = 500;
/** A search that was looked at for so long was meant, and is remembered. */
const BEFORE_REMEMBERING = 2000;

let boxes = 0;

// One closure over what the box shows: its steps are a few lines each.
export function createSearchBox(parent: HTMLElement, options: SearchBoxOptions): SearchBox {
  const { context } = options;
  boxes += 1;
  const listId = `cpd-hits-${boxes}`;
  const field = createSearchField(parent, listId, {
    typed: () => changed(),
    clear: () => use("", scope),
    act: (event) => keys[event.key]?.(event) ?? false,
  });
  const { input } = field;
  const chips = parent.createDiv({ cls: "cpd-chips", attr: { role: "group" } });
  labelledBy(chips, addHiddenLabel(parent, "Filters"));
  const scroll = parent.createDiv({ cls: "cpd-scroll" });
  const status = scroll.createDiv({ cls: ["cpd-sub", "cpd-search-status"] });
  const meant = scroll.createDiv({ cls: ["cpd-sub", "cpd-search-status"] });
  const list = scroll.createDiv({ cls: "cpd-hits", attr: { role: "listbox", id: listId } });
  labelledBy(list, addHiddenLabel(scroll, "Results"));
  const nothing = scroll.createDiv();
  const say = addLiveRegion(parent);

  let scope = options.scope;
  let shown: ReturnType<typeof drawHits> = [];
  let selected = -1;
  let isClosed = false;
  /** The user moved to the one that is selected. */
  let isChosen = false;
  let chipsDrawn = "";
  /** What the results are of; while somebody types, they are of what was asked before. */
  let shownOf = "";
  /** Enter was pressed before the answer came: the first hit is opened there. */
  let opensFirst: { newLeaf: PaneType | boolean } | null = null;
  let picking: TagModal | null = null;
  const timers = { say: 0, again: 0, remember: 0 };

  const select = (index: number): void => {
    shown[selected]?.element.removeClass("is-selected");
    shown[selected]?.element.setAttribute("aria-selected", "false");
    selected = shown.length === 0 ? -1 : Math.max(0, Math.min(shown.length - 1, index));
    const option = shown[selected]?.element;
    option?.addClass("is-selected");
    option?.setAttribute("aria-selected", "true");
    if (option === undefined) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", option.id);
  };
  const go = (index: number): void => {
    isChosen = true;
    select(index);
    shown[selected]?.element.scrollIntoView({ block: "nearest" });
  };
  const remember = (): void => {
    window.clearTimeout(timers.remember);
    if (shown.length > 0) rememberSearch(context.app, input.value);
  };
  const open = (hit: SearchHit, newLeaf: PaneType | boolean): void => {
    remember();
    options.open(hit, newLeaf);
  };
  const menu = (hit: SearchHit, event: MouseEvent): void => {
    remember();
    options.menu(hit, event);
  };
  const sayLater = (words: string): void => {
    window.clearTimeout(timers.say);
    timers.say = window.setTimeout(() => say(words), BEFORE_SAYING);
  };
  const asked = (): string => `${scope} ${input.value}`;
  const show = (hits: readonly SearchHit[]): void => {
    if (shownOf !== asked()) scroll.scrollTop = 0;
    shownOf = asked();
    // What is drawn anew, as notes changed, may hold the focus.
    if ([nothing, meant].some((part) => part.contains(parent.doc.activeElement))) input.focus();
    const before = isChosen ? shown[selected]?.hit : undefined;
    shown = drawHits(list, hits, { open: (hit, event) => open(hit, event.button === 1 ? "tab" : Keymap.isModEvent(event)), menu, preview: options.preview });
    list.toggle(shown.length > 0);
    input.setAttribute("aria-expanded", String(shown.length > 0));
    selected = -1;
    // The one that was chosen stays chosen where it is found again.
    select(before === undefined ? 0 : Math.max(0, shown.findIndex(({ hit }) => hit.path === before.path && hit.start === before.start)));
    for (const part of [nothing, status, meant]) part.empty();
  };
  const events: NothingEvents = {
    ask: (query) => use(query, scope),
    askEverywhere: () => use(withoutFilters(input.value), "all"),
    forgetRecent: () => {
      forgetSearches(context.app);
      ask();
      input.focus();
    },
    again: () => {
      ask();
      input.focus();
    },
  };
  const showReply = (reply: SearchReply): void => {
    show(reply.answer.hits);
    const [first, wanted] = [shown[0]?.hit, opensFirst];
    opensFirst = null;
    if (first !== undefined && wanted !== null) {
      open(first, wanted.newLeaf);
      if (isClosed) return;
    }
    const words = statusWords(reply);
    if (shown.length > 0 || reply.reading !== null) status.setText(words);
    else drawNotFound(nothing, reply, scope, recentSearches(context.app), events);
    const { suggestion } = reply.answer;
    if (shown.length > 0 && suggestion !== null) drawMeant(meant, suggestion, events);
    // Steps are not read out, results are.
    if (reply.reading !== null) sayLater("Reading notes");
    else sayLater(suggestion === null ? words : `${words}. Did you mean ${withoutFilters(suggestion)}?`);
    const leftOut = reply.leftOut.length;
    if (shown.length > 0 && leftOut > 0) status.appendText(`. ${leftOut} ${leftOut === 1 ? "note is" : "notes are"} too large or cannot be read`);
    window.clearTimeout(timers.again);
    if (reply.reading !== null) timers.again = window.setTimeout(ask, WHILE_READING);
    window.clearTimeout(timers.remember);
    timers.remember = window.setTimeout(remember, BEFORE_REMEMBERING);
  };
  const search = askInTurn(async ({ query, where }: { query: string; where: SearchScope }) => {
    const isStillAsked = (): boolean => !isClosed && query === input.value && where === scope;
    try {
      const reply = await context.searching.ask(query, { limit: SHOWN, in: where, isTyping: true });
      if (isStillAsked()) showReply(reply);
    } catch (error) {
      if (!isClosed && !isForPeople(error)) context.report(error);
      if (!isStillAsked()) return;
      opensFirst = null;
      show([]);
      drawFailure(nothing, messageOf(error), events);
      sayLater("");
    }
  });
  const ask = (): void => {
    const query = input.value;
    window.clearTimeout(timers.again);
    if (field.isComposing) return;
    if (query.trim() !== "") search({ query, where: scope });
    else {
      show([]);
      drawEmpty(nothing, recentSearches(context.app), events);
      sayLater("");
    }
  };
  const changed = (): void => {
    field.drawClear();
    const chipsNow = [scope, ...filtersIn(input.value)].join("\n");
    if (chipsNow !== chipsDrawn) {
      drawChips(chips, input.value, scope, {
        setScope: (next) => use(input.value, next),
        removeFilter: (filter) => use(withoutFilter(input.value, filter), scope),
        setType: (type) => use(withType(input.value, type), scope),
        pickTag: () => void pickTag(),
      });
    }
    chipsDrawn = chipsNow;
    isChosen = false;
    opensFirst = null;
    options.changed();
    ask();
  };
  const set = (query: string, next: SearchScope): void => {
    scope = next;
    field.set(query);
    changed();
  };
  /** After what the user asked for by a press it goes on in the field, or among the chips. */
  const goOn = (): void => {
    if (!chips.contains(parent.doc.activeElement)) input.focus();
  };
  const use = (query: string, next: SearchScope): void => {
    set(query, next);
    goOn();
  };
  const hasGone = (): boolean => isClosed;
  const pickTag = async (): Promise<void> => {
    await context.settings.ready();
    if (hasGone()) return;
    picking = new TagModal(context.app, context.settings.current());
    const tag = await picking.show();
    picking = null;
    if (hasGone()) return;
    if (tag === null) goOn();
    else {
      set(withTag(input.value, tag), scope);
      input.focus();
    }
  };
  const goBy = (step: number) => (): boolean => {
    go(selected + step);
    return true;
  };
  /** By Home and End, once one has gone into the results; before that they are the field's own. */
  const goFar = (index: number) => (event: KeyboardEvent): boolean => {
    const isOurs = isChosen && !event.shiftKey && shown.length > 0;
    if (isOurs) go(index);
    return isOurs;
  };
  const keys: Partial<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown: goBy(1),
    ArrowUp: goBy(-1),
    PageDown: goBy(5),
    PageUp: goBy(-5),
    Home: goFar(0),
    End: goFar(Infinity),
    Enter: (event) => {
      const hit = shown[selected]?.hit;
      const newLeaf = Keymap.isModEvent(event);
      if (shownOf !== asked()) opensFirst = { newLeaf };
      else if (hit !== undefined) open(hit, newLeaf);
      return true;
    },
    Escape: () => {
      options.escape();
      return true;
    },
  };
  const box: SearchBox = {
    get query() {
      return input.value;
    },
    get scope() {
      return scope;
    },
    focus: () => {
      input.focus();
      input.select();
    },
    set,
    again: ask,
    close: () => {
      isClosed = true;
      picking?.close();
      for (const timer of Object.values(timers)) window.clearTimeout(timer);
    },
  };
  field.set(options.query);
  changed();
  return box;
}
