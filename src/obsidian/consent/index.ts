/** What the user is asked before a model is: where the text goes, and what it costs. */
import { Notice } from "obsidian";
import { remoteAddressIn } from "../../core/engines/llm/endpoint";
import { isInFolder } from "../../core/settings";
import type { Consent } from "../compiler";
import { ask } from "../confirmed";
import type { Context } from "../context";
import { byItselfText, leavesText, mustAsk, questionOf, reasonsToAsk } from "./reasons";

export function createConsent(contextOf: () => Context): Consent {
  // What the user did not ask for must not nag: told once a session.
  let hasTold = false;
  const agree = async (address: string): Promise<void> => {
    const { settings } = contextOf();
    await settings.update({ agreedAddresses: [...new Set([...settings.current().agreedAddresses, address])] });
  };
  return {
    toCompile: async (plan, request, manner, used, signal) => {
      const { app, settings } = contextOf();
      const reasons = reasonsToAsk({ ...settings.current(), ...used }, plan, request.redoOlderRecipe === true, manner);
      if (!mustAsk(reasons)) return true;
      if (manner.isByItself === true) {
        if (!hasTold) new Notice(byItselfText(reasons, plan.model));
        hasTold = true;
        return false;
      }
      const hasAgreed = await ask(app, questionOf(plan, reasons), signal);
      if (hasAgreed && reasons.newAddress !== null) await agree(reasons.newAddress);
      return hasAgreed;
    },
    toSend: async (path, used) => {
      const { app, settings } = contextOf();
      const { agreedAddresses } = settings.current();
      const address = remoteAddressIn(used);
      if (address === null || agreedAddresses.includes(address) || used.excludedFolders.some((folder) => isInFolder(path, folder))) return true;
      const hasAgreed = await ask(app, { title: "Send this note?", lines: [leavesText(path, address)], confirm: "Send" });
      if (hasAgreed) await agree(address);
      return hasAgreed;
    },
  };
}
