/** Why the user is asked before a model is, and in which words. Data in, data out. */
import type { CompileResult } from "../../core/api";
import { remoteAddressIn } from "../../core/engines/llm/endpoint";
import type { CompileManner } from "../compiler";
import type { Question } from "../confirmed";
import { expectedText, passRows } from "../money";
import type { PluginSettings } from "../settings-store";
import { count } from "../ui/words";

export interface Reasons {
  /** Where text would go for the first time. */
  newAddress: string | null;
  isOverAmount: boolean;
  isPriceUnknown: boolean;
  /** Older results still hold; replacing them is always the user's word. */
  isRedo: boolean;
  areMany: boolean;
}

/** Why the user must be asked; all false where the work may go on. */
export function reasonsToAsk(settings: PluginSettings, { model }: Pick<CompileResult, "model">, isRedo: boolean, { askAbout }: CompileManner): Reasons {
  const address = remoteAddressIn(settings);
  const asks = model.calls > 0;
  return {
    newAddress: asks && address !== null && !settings.agreedAddresses.includes(address) ? address : null,
    isOverAmount: asks && model.arePricesKnown && model.costUsd > settings.askFromDollars,
    isPriceUnknown: asks && !model.arePricesKnown,
    isRedo: asks && isRedo,
    areMany: askAbout !== undefined,
  };
}

export const mustAsk = ({ newAddress, isOverAmount, isPriceUnknown, isRedo, areMany }: Reasons): boolean => newAddress !== null || isOverAmount || isPriceUnknown || isRedo || areMany;

/** `what` is what goes: "these sources", a note's path. */
export const leavesText = (what: string, address: string): string => `The text of ${what} is sent to ${address}. Notes in excluded folders are never sent. You are asked this once for each address.`;

export function questionOf({ sources, pages, model }: Pick<CompileResult, "sources" | "pages" | "model">, reasons: Reasons): Question {
  const read = sources.new + sources.changed;
  const what = read > 0 ? count(read, "source") : count(pages.created + pages.updated, "page");
  const spent = expectedText(model);
  const lines = [
    reasons.isRedo ? `Pages of an older recipe still hold; ${what} would be made anew: ${spent}.` : `${what}, about ${count(pages.created + pages.updated, "page")} to write: ${spent}.`,
    ...(model.cached > 0 ? [`${count(model.cached, "call")} were answered before and cost nothing again.`] : []),
    ...(reasons.newAddress === null ? [] : [leavesText("these sources", reasons.newAddress)]),
    ...(reasons.isPriceUnknown ? ["What this model costs is not known here; see your provider's price list, and set a budget there too."] : []),
    "It goes on in the background, can be paused or cancelled at any time without losing what was paid for, and is undone in one step.",
  ];
  return { title: reasons.isRedo ? "Make pages anew?" : `Compile ${what}?`, lines, rows: passRows(model), confirm: reasons.newAddress === null ? "Compile" : "Send and compile" };
}

/** Of clips that would have been compiled by themselves. */
export const byItselfText = (reasons: Reasons, model: CompileResult["model"]): string =>
  reasons.newAddress !== null ? `New clips wait: compiling them sends their text to ${reasons.newAddress}. Compile them once yourself to agree.` : `New clips wait for you: compiling them takes ${expectedText(model)}.`;
