/** How the page was asked for: the modes in its address. */

export interface HostOptions {
  theme: "light" | "dark";
  mobile: boolean;
  rtl: boolean;
  /** Whether the plugin is enabled at the start. */
  enabled: boolean;
  /** `pane`: only the active view, as wide as the window. */
  frame: "full" | "pane";
}

export function readOptions(search: string): HostOptions {
  const query = new URLSearchParams(search);
  return {
    theme: query.get("theme") === "dark" ? "dark" : "light",
    mobile: query.get("mobile") === "1",
    rtl: query.get("rtl") === "1",
    enabled: query.get("enabled") !== "0",
    frame: query.get("frame") === "pane" ? "pane" : "full",
  };
}
