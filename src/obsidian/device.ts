/** Names this device and this window for locks and journals. */
import type { App } from "obsidian";
import type { Device } from "../core/ports";

const DEVICE_KEY = "compendium-device";

/** As it travels to the core's worker. */
export interface DeviceNames {
  id: string;
  owner: string;
}

const random = (): string => Math.random().toString(36).slice(2, 10);

export function nameDevice(app: App): DeviceNames {
  const known: unknown = app.loadLocalStorage(DEVICE_KEY);
  const id = typeof known === "string" && /^[a-z0-9-]+$/.test(known) ? known : `app-${random()}`;
  if (id !== known) app.saveLocalStorage(DEVICE_KEY, id);
  return { id, owner: `${id}-${random()}` };
}

/** A lock of this very device that another owner holds was left behind by an earlier load of the plugin: the app opens a vault once. */
export const deviceOf = ({ id, owner }: DeviceNames): Device => ({
  id,
  owner,
  isAlive: (other) => (other.startsWith(`${id}-`) && other !== owner ? false : null),
});
