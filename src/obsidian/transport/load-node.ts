/**
 * The one place where the plugin asks for modules of Node: the app's own `require`, which is there on the desktop only. To be called when a request is sent,
 * never at load.
 */
import type { NodeHttp, NodeModules } from "./node-modules";

export const loadNode = (): NodeModules => ({ http: window.require("node:http") as NodeHttp, https: window.require("node:https") as NodeHttp });
