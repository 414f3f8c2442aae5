/** The rows of the compile pane, grouped by what they ask of the user. Data in, data out. */
import type { CompileResult, Overview } from "../../core/api";
import type { CompilerState } from "../compiler-state";
import type { Tone } from "../ui/elements";
import { count } from "../ui/words";
import { isWaiting } from "../waiting";

/** What a row can do; the first of its actions is what Enter and a click do. */
export type RowAction =
  | { kind: "open"; path: string }
  | { kind: "review"; path: string }
  | { kind: "compile"; path: string }
  /** Compiles what is left to do. */
  | { kind: "finish" }
  | { kind: "coverage"; path: string };

export interface Row {
  key: string;
  icon: string;
  tone: Tone;
  title: string;
  detail: string;
  /** At the end of the line: how much hangs on it. */
  end: string;
  open: RowAction;
  /** Shown in the row, in words. */
  offers: { text: string; action: RowAction }[];
}

export interface Group {
  id: "needs-you" | "created" | "updated" | "retired" | "to-compile" | "compiled";
  title: string;
  rows: Row[];
}

type Source = Overview["sources"][number];
type Change = NonNullable<CompileResult["changes"]>[number];

const pages = (amount: number): string => (amount > 0 ? count(amount, "page") : "");

/** Words like "all 7 sections", "4 of 5 sections covered". */
export function coverageText({ sections, covered }: Pick<Source, "sections" | "covered">): string {
  if (sections === 0) return "No text";
  if (covered >= sections) return sections === 1 ? "Its one section covered" : `All ${sections} sections covered`;
  return `${covered} of ${count(sections, "section")} covered`;
}

function failedRow(source: Source): Row {
  return {
    key: source.path,
    icon: "circle-alert",
    tone: "bad",
    title: source.title,
    detail: `Failed: ${source.message ?? "it could not be read."}`,
    end: "",
    open: { kind: "open", path: source.path },
    offers: [
      { text: "Open", action: { kind: "open", path: source.path } },
      { text: "Retry", action: { kind: "compile", path: source.path } },
    ],
  };
}

const conflictRow = ({ path, name, count: amount }: Overview["conflicts"][number]): Row => ({
  key: path,
  icon: "git-merge",
  tone: "warn",
  title: name,
  detail: `${amount === 1 ? "Conflict" : `${amount} conflicts`}: your words stay until you decide`,
  end: "",
  open: { kind: "review", path },
  offers: [{ text: "Review", action: { kind: "review", path } }],
});

const unfinishedRow = ({ path, name, message }: Overview["unfinished"][number]): Row => ({
  key: path,
  icon: "circle-alert",
  tone: "warn",
  title: name,
  detail: `Not finished: ${message} Nothing is missing; it is asked about again.`,
  end: "",
  open: path.endsWith(".md") ? { kind: "open", path } : { kind: "finish" },
  offers: [...(path.endsWith(".md") ? [{ text: "Open", action: { kind: "open" as const, path } }] : []), { text: "Retry", action: { kind: "finish" } }],
});

const WAITING: Partial<Record<Source["state"], Pick<Row, "icon" | "tone" | "detail">>> = {
  new: { icon: "circle-plus", tone: "new", detail: "New" },
  unchecked: { icon: "circle-dashed", tone: "quiet", detail: "Not checked on this device yet" },
  removed: { icon: "circle-minus", tone: "warn", detail: "Removed: its claims leave the wiki" },
};

const waitingRow = (source: Source): Row => ({
  key: source.path,
  ...(WAITING[source.state] ?? { icon: "circle-dot", tone: "new", detail: "Changed" }),
  title: source.title,
  end: pages(source.pages),
  open: { kind: "open", path: source.state === "removed" && source.page !== null ? source.page : source.path },
  offers: [],
});

const compiledRow = (source: Source): Row => ({
  key: source.path,
  icon: source.state === "older-recipe" ? "clock" : "circle-check",
  tone: source.state === "older-recipe" ? "quiet" : "ok",
  title: source.title,
  detail: source.state === "older-recipe" ? `Older recipe. ${coverageText(source)}` : coverageText(source),
  end: pages(source.pages),
  open: { kind: "open", path: source.page ?? source.path },
  offers: source.covered < source.sections ? [{ text: "What did not make it", action: { kind: "coverage", path: source.path } }] : [],
});

const CHANGE_ICONS: Record<Change["change"], string> = { created: "file-plus-2", updated: "file-pen", moved: "file-symlink", retired: "file-minus-2" };
const KIND_ORDER = ["concept", "source", "listing", "file"];
const KINDS: Record<string, string> = { source: "Source page", concept: "Concept", listing: "List", file: "File" };

function changeDetail({ kind, detail }: Change): string {
  const parts = [
    detail.claims > 0 ? `${count(detail.claims, "claim")}${detail.sources > 1 ? ` from ${detail.sources} sources` : ""}` : "",
    detail.claimsAdded > 0 && detail.claimsAdded !== detail.claims ? `${detail.claimsAdded} added` : "",
    detail.claimsRemoved > 0 ? `${detail.claimsRemoved} gone` : "",
  ].filter((part) => part !== "");
  const what = KINDS[kind] ?? "Page";
  return parts.length === 0 ? what : kind === "concept" ? parts.join(", ") : `${what}, ${parts.join(", ")}`;
}

const changeRow = (change: Change): Row => ({
  key: change.path,
  icon: CHANGE_ICONS[change.change],
  tone: "quiet",
  title: change.name,
  detail: changeDetail(change),
  end: "",
  open: { kind: "open", path: change.path },
  offers: [],
});

const group = (id: Group["id"], title: string, rows: Row[]): Group[] => (rows.length === 0 ? [] : [{ id, title, rows }]);

function changeGroups(changes: readonly Change[], isPlan: boolean): Group[] {
  const rows = (...kinds: Change["change"][]): Row[] =>
    changes
      .filter(({ change }) => kinds.includes(change))
      // What is read comes before what lists it; within a kind the order is the wiki's.
      .sort((left, right) => KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind))
      .map(changeRow);
  return [
    ...group("created", isPlan ? "Will be created" : "Created", rows("created")),
    ...group("updated", isPlan ? "Will be updated" : "Updated", rows("updated", "moved")),
    ...group("retired", isPlan ? "Will be retired" : "Retired", rows("retired")),
  ];
}

/** `plan` is the dry run the user asked to see, if any. */
export function groupsOf({ overview, outcome }: CompilerState, plan: CompileResult | null): Group[] {
  if (overview === null) return [];
  const { sources } = overview;
  const changed = outcome?.work === "compile" ? changeGroups(outcome.result.changes, false) : plan === null ? [] : changeGroups(plan.changes, true);
  return [
    ...group("needs-you", "Needs you", [...overview.conflicts.map(conflictRow), ...sources.filter(({ state }) => state === "failed").map(failedRow), ...overview.unfinished.map(unfinishedRow)]),
    ...changed,
    ...group("to-compile", "To compile", sources.filter(isWaiting).map(waitingRow)),
    ...group("compiled", "Compiled", sources.filter((source) => !isWaiting(source) && source.state !== "failed").map(compiledRow)),
  ];
}
