/** Where the plugin believes to run. Fixed before anything else is made: see `options.ts`. */

export const Platform = {
  isDesktop: true,
  isMobile: false,
  isDesktopApp: true,
  isMobileApp: false,
  isIosApp: false,
  isAndroidApp: false,
  isPhone: false,
  isTablet: false,
  isMacOS: false,
  isWin: false,
  isLinux: false,
  isSafari: false,
  resourcePathPrefix: "app://test-host/",
};

export function setPlatform({ mobile }: { mobile: boolean }): void {
  const system = /Mac|Win|Linux/.exec(navigator.userAgent)?.[0] ?? "Linux";
  Object.assign(Platform, {
    isDesktop: !mobile,
    isDesktopApp: !mobile,
    isMobile: mobile,
    isMobileApp: mobile,
    isAndroidApp: mobile,
    isPhone: mobile && Math.min(window.innerWidth, window.innerHeight) < 600,
    isTablet: mobile && Math.min(window.innerWidth, window.innerHeight) >= 600,
    isMacOS: !mobile && system.startsWith("Mac"),
    isWin: !mobile && system.startsWith("Win"),
    isLinux: !mobile && !system.startsWith("Mac") && !system.startsWith("Win"),
    resourcePathPrefix: mobile ? "file:///" : "app://test-host/",
  });
}
