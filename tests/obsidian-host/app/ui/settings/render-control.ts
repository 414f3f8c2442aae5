/** A declared control as a row's component: shown, checked, kept. */
import type { SettingControl, SettingFileControl, SettingFolderControl, SettingNumberControl } from "obsidian";
import type { TFile, TFolder } from "../../vault";
import type { AbstractTextComponent } from "../components/text";
import type { Setting } from "../setting";
import { readNumber, shownValue } from "./control-values";
import { PathSuggest } from "./path-suggest";
import type { SettingTab } from "./setting-tab";

type Value = string | number | boolean;
type Commit = (value: Value) => void;

export function renderControl(tab: SettingTab, setting: Setting, control: SettingControl): void {
  const value = shownValue(control, tab.getControlValue(control.key));
  const commit = committer(tab, setting, control);
  draw(tab, setting, control, value, commit);
  void validate(control, value).then((message) => {
    if (message !== null) setting.setErrorMessage(message);
  });
}

async function validate(control: SettingControl, value: Value): Promise<string | null> {
  const check = control.validate as ((value: Value) => unknown) | undefined;
  const message = await check?.(value);
  return typeof message === "string" && message !== "" ? message : null;
}

/** Checks, keeps, and asks all conditions again. Of several checks under way only the last one's answer counts. */
function committer(tab: SettingTab, setting: Setting, control: SettingControl): Commit {
  let turn = 0;
  const commit = async (value: Value): Promise<void> => {
    const own = ++turn;
    const message = control.validate === undefined ? null : await validate(control, value);
    if (own !== turn) return;
    setting.setErrorMessage(message);
    if (message !== null) return;
    await tab.setControlValue(control.key, value);
    tab.refreshDomState();
  };
  return (value) => {
    commit(value).catch((error: unknown) => {
      console.error(`Keeping the setting "${control.key}" failed.`, error);
    });
  };
}

function draw(tab: SettingTab, setting: Setting, control: SettingControl, value: Value, commit: Commit): void {
  const text = String(value);
  switch (control.type) {
    case "toggle":
      setting.addToggle((toggle) => toggle.setValue(value === true).onChange(commit));
      break;
    case "dropdown":
      setting.addDropdown((dropdown) => dropdown.addOptions(control.options).setValue(text).onChange(commit));
      break;
    case "text":
      setting.addText((field) => drawText(field, control.placeholder, text, commit));
      break;
    case "textarea":
      setting.settingEl.addClass("mod-textarea");
      setting.addTextArea((field) => {
        drawText(field, control.placeholder, text, commit);
        if (control.rows !== undefined) field.inputEl.rows = control.rows;
      });
      break;
    case "number":
      drawNumber(setting, control, text, commit);
      break;
    case "slider":
      setting.addSlider((slider) => {
        slider.setLimits(control.min, control.max, control.step).setValue(Number(value)).onChange(commit);
        if (control.displayFormat !== undefined) slider.setDisplayFormat(control.displayFormat);
      });
      break;
    case "color":
      setting.addColorPicker((picker) => picker.setValue(text).onChange(commit));
      break;
    case "file":
      drawPath(tab, setting, control, text, commit, () => filePaths(tab, control));
      break;
    case "folder":
      drawPath(tab, setting, control, text, commit, () => folderPaths(tab, control));
      break;
  }
}

function drawText(field: AbstractTextComponent<HTMLInputElement | HTMLTextAreaElement>, placeholder: string | undefined, value: string, commit: Commit): void {
  if (placeholder !== undefined) field.setPlaceholder(placeholder);
  field.setValue(value).onChange(commit);
}

/** Kept when the field is left or Enter is pressed: half a number is none. */
function drawNumber(setting: Setting, control: SettingNumberControl, value: string, commit: Commit): void {
  setting.addText((field) => {
    const { inputEl } = field;
    inputEl.type = "number";
    for (const name of ["min", "max", "step"] as const) if (control[name] !== undefined) inputEl.setAttr(name, control[name]);
    if (control.placeholder !== undefined) field.setPlaceholder(control.placeholder);
    field.setValue(value);
    const read = (): void => {
      const input = readNumber(inputEl.value, control, inputEl.validity.badInput);
      if ("error" in input) {
        setting.setErrorMessage(input.error);
        return;
      }
      field.setValue(String(input.value));
      commit(input.value);
    };
    inputEl.addEventListener("change", read);
    inputEl.addEventListener("keydown", (event) => {
      if (event.key === "Enter") inputEl.blur();
    });
  });
}

function drawPath(tab: SettingTab, setting: Setting, control: SettingFileControl | SettingFolderControl, value: string, commit: Commit, paths: () => string[]): void {
  setting.addSearch((field) => {
    drawText(field, control.placeholder, value, commit);
    new PathSuggest(tab.app, field.inputEl, paths, (path) => {
      field.setValue(path);
      commit(path);
    });
  });
}

function filePaths(tab: SettingTab, { filter }: SettingFileControl): string[] {
  const accepts = filter as unknown as ((file: TFile) => boolean) | undefined;
  const files = tab.app.vault.getFiles();
  return files.filter((file) => accepts?.(file) ?? true).map(({ path }) => path).sort();
}

function folderPaths(tab: SettingTab, { filter, includeRoot = false }: SettingFolderControl): string[] {
  const accepts = filter as unknown as ((folder: TFolder) => boolean) | undefined;
  const folders = tab.app.vault.getAllFolders(includeRoot);
  return folders.filter((folder) => accepts?.(folder) ?? true).map(({ path }) => path).sort();
}
