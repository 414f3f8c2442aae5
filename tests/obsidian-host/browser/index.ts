/** Driving the test host in a headless Chromium. */
export { closeBrowser } from "./browser";
export { describeInBrowser } from "./describe";
export { findChromium, hasChromium } from "./find-chromium";
export type { FoundChromium } from "./find-chromium";
export { openHost } from "./open-host";
export type { Host, OpenHostOptions } from "./open-host";
