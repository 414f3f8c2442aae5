/** This machine and process, as locks name them: the lock of a process that is gone is free again. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Device } from "../core/ports";
import { errorCode } from "./file-system";

/** Where the fields after the name of the command begin with the third, the start time is the 22nd. */
const START_TIME_FIELD = 22 - 3;

/** When a process started, in ticks since the machine did: tells it from a later one of the same number. "" where the system does not say. */
const startOf = (processId: number): string => {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "utf8");
    // The name of the command stands in brackets and may hold anything.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[START_TIME_FIELD] ?? "";
  } catch {
    return "";
  }
};

const isRunning = (processId: number): boolean => {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
};

export function diskDevice(): Device {
  const machine = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);
  return {
    id: `cli-${machine}`,
    owner: `${machine}-${process.pid}-${startOf(process.pid)}`,
    isAlive: (owner) => {
      const [machineOfOwner, number = "", start = ""] = owner.split("-");
      if (machineOfOwner !== machine) return null;
      const processId = Number(number);
      // A lock of our own that we do not know of was left by an earlier process of the same number.
      if (!Number.isInteger(processId) || processId <= 0 || processId === process.pid || !isRunning(processId)) return false;
      const startNow = startOf(processId);
      return start === "" || startNow === "" || start === startNow;
    },
  };
}
