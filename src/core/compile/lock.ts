/** One run at a time: a lock a device, free again when its holder is gone. */
import { CompendiumError } from "../failure";
import { FileError, type Host } from "../ports";
import { CACHE_FOLDER } from "../settings";
import { readJson } from "./read-json";
import { deviceFolder } from "./state";

/** After this long without a sign, the lock of a holder we cannot ask about counts as left behind (milliseconds). */
const STALE_AFTER = 10 * 60 * 1000;

interface Lock {
  owner: string;
  since: number;
}

const isLock = (data: unknown): data is Lock =>
  typeof data === "object" && data !== null && typeof (data as Lock).owner === "string" && typeof (data as Lock).since === "number";

/** So often the holder gives a sign, where it breathes or waits at all (milliseconds). */
const SIGN_EVERY = 60_000;

const lockPath = (device: string): string => `${deviceFolder(device)}/lock.json`;

/**
 * Runs `work` alone. Throws `locked` while another run holds a lock of this vault. `work` is given the host with a clock that renews the lock as time
 * goes by: a run that waits for a model may take hours.
 */
export async function withLock<T>(host: Host, work: (host: Host) => Promise<T>): Promise<T> {
  const path = lockPath(host.device.id);
  await refuseWhenOthersRun(host, path);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await host.files.create(path, JSON.stringify({ owner: host.device.owner, since: host.clock.now() } satisfies Lock));
      break;
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== "exists" || attempt > 3) throw error;
      await breakIfLeftBehind(host, path);
    }
  }
  const { clock, end } = renewingClock(host, path);
  try {
    return await work({ ...host, clock });
  } finally {
    await end();
    await host.files.remove(path);
  }
}

/** The host's clock, giving the sign as it is used; after `end` it gives none, for then the lock is another's to take. */
function renewingClock({ files, clock, device }: Host, path: string): { clock: Host["clock"]; end: () => Promise<void> } {
  let since = clock.now();
  let isOver = false;
  let writing: Promise<unknown> = Promise.resolve();
  const renew = async (): Promise<void> => {
    if (isOver || clock.now() - since < SIGN_EVERY) return;
    since = clock.now();
    // A disk that takes no lock takes no page either, and the run will say so.
    writing = files.write(path, JSON.stringify({ owner: device.owner, since } satisfies Lock)).catch(() => undefined);
    await writing;
  };
  const renewing: Host["clock"] = {
    now: () => clock.now(),
    stamp: () => clock.stamp(),
    breathe: async () => {
      await clock.breathe();
      await renew();
    },
    wait: async (milliseconds, signal) => {
      await clock.wait(milliseconds, signal);
      await renew();
    },
  };
  return {
    clock: renewing,
    end: async () => {
      isOver = true;
      await writing;
    },
  };
}

const isHeld = (host: Host, lock: Lock): boolean => host.device.isAlive(lock.owner) ?? host.clock.now() - lock.since < STALE_AFTER;

const breakIfLeftBehind = async (host: Host, path: string): Promise<void> => {
  const lock = await readJson(host.files, path, isLock);
  if (lock !== null && isHeld(host, lock)) throw lockedError();
  await host.files.remove(path);
};

/** Another program on this machine (the app beside the command line) has a device id of its own. */
const refuseWhenOthersRun = async (host: Host, own: string): Promise<void> => {
  for (const { path } of await host.files.list(`${CACHE_FOLDER}/devices`)) {
    if (path === own || !path.endsWith("/lock.json")) continue;
    const lock = await readJson(host.files, path, isLock);
    if (lock !== null && isHeld(host, lock)) throw lockedError();
  }
};

const lockedError = (): CompendiumError =>
  new CompendiumError("locked", "Another compile of this vault is running; wait until it is done and try again.");
