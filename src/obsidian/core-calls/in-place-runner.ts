/** The core in the page itself, for where no worker can be had: slower to the touch, the same in its results. */
import type { Files } from "../../core/ports";
import { hostClock } from "../clock";
import { deviceOf, type DeviceNames } from "../device";
import { cancelled } from "../../core/failure";
import type { CallName } from "./calls";
import type { CallOptions, CoreRunner } from "./runner";

export function inPlaceRunner(files: Files, device: DeviceNames): CoreRunner {
  const clock = hostClock();
  let isClosed = false;
  /** A closed plugin writes nothing more: the core is stopped at the next file it asks for. */
  const guarded = new Proxy(files, {
    get: (target, name, receiver): unknown => {
      if (isClosed) throw cancelled();
      return Reflect.get(target, name, receiver);
    },
  });
  const call = async (name: CallName, { settings, emit, signal }: CallOptions, ...given: readonly unknown[]): Promise<unknown> => {
    const { callCore } = await import("./calls");
    const context = {
      vault: { host: { files: guarded, clock, device: deviceOf(device) }, settings },
      emit: emit ?? (() => undefined),
      signal: {
        get aborted(): boolean {
          return isClosed || signal?.aborted === true;
        },
      },
    };
    return callCore(name, context, given);
  };
  return {
    call: call as CoreRunner["call"],
    close: () => {
      isClosed = true;
    },
  };
}
