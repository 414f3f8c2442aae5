/** What stands below the left sidebar: the vault's name and the way to the settings. */
import type { App } from "./app";
import { setIcon } from "./icons";

export function createVaultProfile(app: App): HTMLElement {
  const profile = createDiv("workspace-sidedock-vault-profile");
  const switcher = profile.createDiv("workspace-drawer-vault-switcher");
  setIcon(switcher.createDiv("workspace-drawer-vault-switcher-icon"), "lucide-chevrons-up-down");
  switcher.createDiv({ cls: "workspace-drawer-vault-name", text: app.vault.getName() });
  const actions = profile.createDiv("workspace-drawer-vault-actions");
  const settings = actions.createDiv({ cls: "clickable-icon", attr: { "aria-label": "Settings", role: "button", tabindex: 0 } });
  setIcon(settings, "lucide-settings");
  settings.onClickEvent(() => app.setting.open());
  return profile;
}
