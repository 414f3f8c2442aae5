/** Tests that need a browser: skipped aloud where there is none. */
import { closeBrowser } from "./browser";
import { hasChromium } from "./find-chromium";

/** Like `describe`; the browser that its hosts share is closed at the end. */
export function describeInBrowser(name: string, body: () => void): void {
  if (!hasChromium()) {
    console.warn(`There is no Chromium on this machine: "${name}" is skipped. Install one, or name it in CHROMIUM_PATH.`);
    describe.skip(`${name} (skipped: no Chromium)`, body);
    return;
  }
  describe(name, () => {
    body();
    afterAll(closeBrowser);
  });
}
