/** What `require("obsidian")` gives: the names that the host has, each with its implementation. What is declared and not here throws: see strict.ts. */
import moment from "moment";
import { App } from "./app";
import { Component, Events } from "./events";
import { addIcon, getIcon, getIconIds, removeIcon, setIcon } from "./icons";
import * as markdown from "./markdown";
import * as metadata from "./metadata";
import * as misc from "./misc";
import { request, requestUrl } from "./network";
import { Platform } from "./platform";
import { Plugin } from "./plugin/plugin";
import * as ui from "./ui";
import * as vault from "./vault";
import * as views from "./views";
import * as workspace from "./workspace/classes";

const { MarkdownRegistry: _registry, registerMarkdownViews: _register, htmlToMarkdown: _html, loadMathJax: _mathJax, loadMermaid: _mermaid, loadPdfJs: _pdf, loadPrism: _prism, ...offeredMarkdown } = markdown;
const { MetadataCache, getAllTags, getFrontMatterInfo, getLinkpath, iterateCacheRefs, iterateRefs, parseFrontMatterAliases, parseFrontMatterEntry, parseFrontMatterStringArray, parseFrontMatterTags, parseLinktext, parseYaml, resolveSubpath, stringifyYaml, stripHeading, stripHeadingForLink } = metadata;
const { openPopovers: _popovers, installKeymap: _keymap, hotkeyLabel: _hotkey, openMenus: _menus, hideTooltip: _hide, installTooltips: _tooltips, SettingsWindow: _settings, ...offeredUi } = ui;

export const implementations = {
  App,
  Component,
  Events,
  Platform,
  Plugin,
  addIcon,
  getIcon,
  getIconIds,
  removeIcon,
  setIcon,
  moment,
  request,
  requestUrl,
  MetadataCache,
  getAllTags,
  getFrontMatterInfo,
  getLinkpath,
  iterateCacheRefs,
  iterateRefs,
  parseFrontMatterAliases,
  parseFrontMatterEntry,
  parseFrontMatterStringArray,
  parseFrontMatterTags,
  parseLinktext,
  parseYaml,
  resolveSubpath,
  stringifyYaml,
  stripHeading,
  stripHeadingForLink,
  ...offeredMarkdown,
  ...offeredUi,
  ...misc,
  ...vault,
  ...views,
  ...workspace,
};
