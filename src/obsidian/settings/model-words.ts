/** What the settings say of the model: where text goes, prices, what a test found. Data in, data out. */
import type { ConnectionTest } from "../../core/api";
import { addressIn, arePricesKnown, presetIn, pricesIn, remoteAddressIn } from "../../core/engines/llm/endpoint";
import { isLocalAddress } from "../../core/engines/llm/client/presets";
import { PRICES_AS_OF } from "../../core/engines/llm/client/prices";
import type { Settings } from "../../core/settings";
import { dollars } from "../money";

export interface ShownRows {
  model: boolean;
  address: boolean;
  key: boolean;
}

/** Which rows there is anything to say in. An address that is not the service's own is shown wherever it is set. */
export function shownRows(settings: Settings): ShownRows {
  const isModel = settings.engine === "llm";
  const preset = presetIn(settings);
  const { baseUrl, secret } = settings.model;
  const isOwn = preset === null || preset.id === "custom";
  const isElsewhere = preset?.isLocal === true && remoteAddressIn(settings) !== null;
  return {
    model: isModel,
    address: isModel && (isOwn || preset.isLocal || baseUrl !== ""),
    key: isModel && (isOwn || preset.needsKey || secret !== "" || isElsewhere),
  };
}

/** Where the text of sources goes. */
export function whereText(settings: Settings): string {
  const address = addressIn(settings);
  if (address === "") return "Nowhere yet: name the address of the endpoint.";
  const remote = remoteAddressIn(settings);
  if (remote === null) return `Text of your sources stays on this computer: it goes to ${/^https?:\/\/[^/]+/iu.exec(address)?.[0] ?? address}.`;
  const isOpen = remote.toLowerCase().startsWith("http://");
  return `Text of your sources is sent to ${isOpen ? remote : remote.replace(/^https:\/\//iu, "")}${isOpen ? ", unencrypted: whoever is on the way can read it" : ""}. Notes in excluded folders are never sent, and you are asked before the first time.`;
}

export const addressText = (settings: Settings): string => {
  const own = presetIn(settings)?.baseUrl ?? "";
  return own === "" ? "Where the endpoint is, up to /v1. Any server that speaks OpenAI's format works." : `Where the server is, if not at ${own}.`;
};

/** `isThere`: this device has a secret of that name. */
export function keyText(settings: Settings, isThere: boolean): string {
  const { secret } = settings.model;
  const kept = "The key itself is kept in the app's keychain on this device, under a name of your choice. The settings hold the name only, and no file of the vault holds the key.";
  if (secret !== "" && !isThere) return `The keychain of this device has no ${secret} yet; add the key here. ${kept}`;
  return presetIn(settings)?.needsKey === true ? kept : `Only where the endpoint asks for one. ${kept}`;
}

/** "$0.40 in, $1.60 out per million tokens"; "" where no model is named. */
export function priceText(settings: Settings, model: string): string {
  if (model === "") return "";
  const price = pricesIn(settings)(model);
  if (price === null) return "price not known: costs cannot be shown";
  if (price.input === 0 && price.output === 0) return isLocalAddress(addressIn(settings)) ? "free, on this computer" : "free";
  return `${dollars(price.input)} in, ${dollars(price.output)} out per million tokens`;
}

const sentence = (text: string): string => (text === "" ? "" : ` ${text.charAt(0).toUpperCase()}${text.slice(1)}.`);

export function writingText(settings: Settings): string {
  const { strongModel } = settings.model;
  return `Fewer, longer calls: articles.${strongModel === "" ? " Choose one before you compile." : sentence(priceText(settings, strongModel))}`;
}

export function readingText(settings: Settings): string {
  const { fastModel } = settings.model;
  return `Many short calls: what sources say, and which names are one concept; a cheaper model will do.${fastModel === "" ? " Now the same as for writing." : sentence(priceText(settings, fastModel))}`;
}

/** What a limit cannot do: amounts of a model whose price nobody knows count as nothing. */
const uncounted = (settings: Settings): string => (settings.model.strongModel === "" || arePricesKnown(settings) ? "" : " The price of your model is not known: its calls count as nothing here, so set a limit at the service too.");

export const runLimitText = (settings: Settings): string => `A compile stops before it would go over; what was done is kept. Empty is no limit.${uncounted(settings)}`;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** `spending` is null until it is known. */
export function monthLimitText(settings: Settings, spending: { month: string; spent: number } | null): string {
  const name = MONTHS[Number(spending?.month.slice(5, 7)) - 1] ?? "this month";
  const spent = spending === null ? "" : ` ${spending.spent === 0 ? "Nothing" : dollars(spending.spent)} spent in ${name} on this device, by the prices listed on ${PRICES_AS_OF}.`;
  return `All compiles on this device together. Empty is no limit.${spent}${uncounted(settings)}`;
}

/** What is yet to be set before the model can be asked, each as words; nothing where all is there. */
export function missingFor(settings: Settings, hasKey: boolean): string[] {
  const preset = presetIn(settings);
  return [...(addressIn(settings) === "" ? ["a service"] : []), ...(preset?.needsKey === true && !hasKey ? ["a key"] : []), ...(settings.model.strongModel === "" ? ["a model"] : [])];
}

export interface TestWords {
  tone: "ok" | "warn" | "bad";
  text: string;
}

const NEXT: Partial<Record<NonNullable<ConnectionTest["problem"]>, string>> = {
  "no-server": "Start the server or mend the address, then test again.",
  "no-credit": "Add credit there, or choose another service.",
  "rate-limited": "Wait a little, then test again.",
  "cut-off": "Test again.",
  stalled: "Test again.",
  "bad-reply": "Is this the address of a model's server?",
};

const time = (milliseconds: number): string => (milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`);

/** What a test of each model found, in the order in which they were asked; after a failure no other is asked. */
export function testWords(tests: readonly ConnectionTest[]): TestWords {
  const failed = tests.find(({ isOk }) => !isOk);
  if (failed !== undefined) {
    const next = failed.problem === null || /\bsettings\b|try again|choose/u.test(failed.message) ? undefined : NEXT[failed.problem];
    return { tone: "bad", text: [failed.message, ...(next === undefined ? [] : [next])].join(" ") };
  }
  const isSure = tests.every(({ problem }) => problem === null);
  const each = tests.map(({ message, took }) => (took === null ? message : `${message.replace(/\.$/u, "")} (${time(took)}).`));
  return { tone: isSure ? "ok" : "warn", text: [isSure ? "Works." : "Works, but less surely.", ...each].join(" ") };
}
