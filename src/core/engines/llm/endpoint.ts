/** What the settings say of the endpoint: where it is, whether text sent there leaves this machine, and what its models cost. Data in, data out. */
import type { Settings } from "../../settings";
import { isLocalAddress, presetOf, type Preset } from "./client/presets";
import { priceOf } from "./client/prices";
import type { Price } from "./estimate";

/** A preset we do not know is an endpoint of the user's own. */
export const presetIn = ({ model }: Settings): Preset | null => presetOf(model.preset) ?? presetOf("custom");

/** The address that requests go to; "" where the settings name none. */
export const addressIn = (settings: Settings): string => (settings.model.baseUrl === "" ? (presetIn(settings)?.baseUrl ?? "") : settings.model.baseUrl);

/** The address without its path, where text sent there leaves this machine; null where it stays. */
export function remoteAddressIn(settings: Settings): string | null {
  const address = addressIn(settings);
  return address === "" || isLocalAddress(address) ? null : (/^https?:\/\/[^/]+/iu.exec(address)?.[0] ?? address);
}

const FREE: Price = { input: 0, cachedInput: 0, output: 0 };

/** What the endpoint's models cost; a server of the user's own costs nothing, and a model nobody knows has no price. */
export function pricesIn(settings: Settings): (model: string) => Price | null {
  const preset = presetIn(settings);
  if (preset === null) return () => null;
  return (model) => (preset.isLocal || isLocalAddress(settings.model.baseUrl) ? FREE : priceOf(model, preset.id));
}

/** Whether the price of every model the settings name is known. */
export function arePricesKnown(settings: Settings): boolean {
  const { strongModel, fastModel } = settings.model;
  return [strongModel, fastModel].filter((model) => model !== "").every((model) => pricesIn(settings)(model) !== null);
}
