/** What the settings say of the endpoint: where it is, whether text sent there leaves this machine, and what its models cost. Data in, data out. */
import type { Settings } from "../../settings";
import { isLocalAddress, presetOf, PRESETS, type Preset } from "./client/presets";
import { priceOf } from "./client/prices";
import type { Price } from "./estimate";

/** A preset we do not know is an endpoint of the user's own. */
export const presetIn = ({ model }: Settings): Preset | null => presetOf(model.preset) ?? presetOf("custom");

/** The address that requests go to; "" where the settings name none. */
export const addressIn = (settings: Settings): string => (settings.model.baseUrl === "" ? (presetIn(settings)?.baseUrl ?? "") : settings.model.baseUrl);

const originOf = (address: string): string => /^https?:\/\/[^/]+/iu.exec(address)?.[0] ?? address;

/** The address without its path, where text sent there leaves this machine; null where it stays. */
export function remoteAddressIn(settings: Settings): string | null {
  const address = addressIn(settings);
  return address === "" || isLocalAddress(address) ? null : originOf(address);
}

const FREE: Price = { input: 0, cachedInput: 0, output: 0 };

/** What the endpoint's models cost; a server of the user's own costs nothing, and a model nobody knows has no price. */
export function pricesIn(settings: Settings): (model: string) => Price | null {
  const preset = presetIn(settings);
  if (preset === null) return () => null;
  const address = addressIn(settings);
  // The address decides: another one may stand over the preset's, in the environment for one, and what it costs must not be taken for free.
  const owner = PRESETS.find(({ isLocal, baseUrl }) => !isLocal && baseUrl !== "" && originOf(baseUrl).toLowerCase() === originOf(address).toLowerCase());
  const isFree = owner === undefined && (isLocalAddress(address) || (preset.isLocal && isNearby(address)));
  if (isFree && preset.isLocal) return () => FREE;
  // What answers on this machine may pass requests on: a model that is known to cost costs there too.
  return (model) => priceOf(model, owner?.id ?? (preset.isLocal ? "custom" : preset.id)) ?? (isFree ? FREE : null);
}

/** Whether an address is of the user's own network, where a local server's program may run on another machine. */
function isNearby(address: string): boolean {
  const host = /^https?:\/\/(\[[^\]]*\]|[^/:]*)/iu.exec(address)?.[1]?.toLowerCase() ?? "";
  const isPrivate = /^[\d.]+$/u.test(host) && /^(?:0\.0\.0\.0$|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/u.test(host);
  return isPrivate || !/[.:]/u.test(host) || /^\[f[cde]/u.test(host) || /\.(?:local|lan|home|internal|home\.arpa|ts\.net)$/u.test(host);
}

/** Whether the price of every model the settings name is known. */
export function arePricesKnown(settings: Settings): boolean {
  const { strongModel, fastModel } = settings.model;
  return [strongModel, fastModel].filter((model) => model !== "").every((model) => pricesIn(settings)(model) !== null);
}
