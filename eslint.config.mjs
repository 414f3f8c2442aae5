/*
 * What a machine can hold of the house's rules: types, the seam between core and its two hosts, determinism of core, Obsidian's own guidelines.
 * Errors fail the tests. Warnings are read by people: a long file or function wants a reason, not a lint suppression.
 */
import { builtinModules } from "node:module";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import obsidianmd from "eslint-plugin-obsidianmd";
import tseslint from "typescript-eslint";

const core = ["src/core/**/*.ts"];
const plugin = ["src/main.ts", "src/obsidian/**/*.ts"];
const tests = ["tests/**/*.ts", "bench/**/*.ts"];

// The seam. A pattern sees only the text between the quotes, so a folder is told by the way up to it; tests/checks/seam.test.ts follows the paths themselves.
const nodeBuiltins = { regex: `^(?:node:.*|(?:${builtinModules.filter((name) => !name.startsWith("_")).join("|")})(?:/.*)?)$`, message: "Only src/node and src/cli.ts may import Node's modules." };
const obsidian = { regex: "^(?:obsidian|electron)$", message: "Only src/main.ts and src/obsidian may import Obsidian." };
const obsidianFolder = { regex: "^(?:\\.\\./)+obsidian(?:/|$)", message: "Nothing but src/main.ts may import from src/obsidian: the core gets data and callbacks, and the two hosts never meet." };
const nodeFolder = { regex: "^(?:\\.\\./)+node(?:/|$)", message: "Nothing but src/cli.ts may import from src/node: the core gets data and callbacks, and the two hosts never meet." };
const otherHost = (name) => ({ regex: `^\\./${name}(?:/|$)`, message: "The two hosts never meet." });
const entries = { regex: "^(?:\\.\\./)+(?:main|cli)$", message: "The entry files import, they are not imported." };

const forbidImports = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

const hostGlobals = [
  ...["window", "document", "self", "globalThis", "navigator", "localStorage", "sessionStorage", "indexedDB", "fetch", "XMLHttpRequest", "WebSocket", "Worker"],
  ...["process", "Buffer", "require", "module", "global", "console", "crypto", "performance", "TextDecoder", "TextEncoder"],
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "requestAnimationFrame", "queueMicrotask"],
].map((name) => ({ name, message: "The core knows no host: take it as data or as a callback (see src/core/ports.ts)." }));

const hostImportExpressions = {
  selector: "ImportExpression > Literal[value=/^(?:obsidian|electron|node:)/]",
  message: "The core knows no host, not even one that is loaded later.",
};
const clockAndLocale = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "The core has no clock: take the time from ports.ts's Clock." },
  {
    selector: "CallExpression > MemberExpression.callee[property.name=/^(?:localeCompare|toLocale(?:String|DateString|TimeString|LowerCase|UpperCase))$/]",
    message: "Results must be the same everywhere: compare and change strings by code unit, never by locale.",
  },
  { selector: "MemberExpression[object.name='Intl'][property.name!='Segmenter']", message: "Results must be the same everywhere: no Intl but the Segmenter." },
];

/** The plugin's rule reads a JavaScript object, so the manifest is parsed as one: in brackets. Columns of the first line are one too high. */
const manifestParser = {
  meta: { name: "manifest", version: "1.0.0" },
  parseForESLint: (text) => tseslint.parser.parseForESLint(`(${text.trimEnd()})`, { range: true, loc: true, tokens: true, comment: true }),
};

const nodeGlobals = Object.fromEntries(
  ["process", "console", "Buffer", "URL", "URLSearchParams", "fetch", "setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "AbortController", "AbortSignal", "TextDecoder", "TextEncoder", "performance", "structuredClone"].map(
    (name) => [name, "readonly"],
  ),
);

export default defineConfig([
  globalIgnores(["main.js", "dist/", "coverage/", ".demo/", "examples/", "tests/fixtures/"]),
  { linterOptions: { reportUnusedDisableDirectives: "warn" } },

  {
    name: "compendium/typescript",
    files: ["**/*.ts"],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ["error", "always"],
      "no-eval": "error",
      // Sources are full of control characters and joined letters, and it is our work to name them; written as escapes they can be read.
      "no-control-regex": "off",
      "no-misleading-character-class": ["error", { allowEscape: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true }],
      // A host's method is asynchronous by its port, whether or not this host has to wait.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/restrict-plus-operands": ["error", { allowNumberAndString: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/no-unnecessary-condition": ["warn", { allowConstantLoopConditions: true }],
      "@typescript-eslint/no-unnecessary-type-parameters": "warn",
      // Spreading a string gives its code points, which is what we mean by it.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      "@typescript-eslint/prefer-literal-enum-member": "off",
    },
  },
  {
    name: "compendium/size",
    files: ["src/**/*.ts"],
    rules: {
      "max-lines": ["warn", { max: 300 }],
      "max-lines-per-function": ["warn", { max: 60 }],
    },
  },

  {
    name: "compendium/core",
    files: core,
    rules: {
      "no-console": "error",
      "no-restricted-globals": ["error", ...hostGlobals],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Same input, same output: the core throws no dice." },
        { object: "Date", property: "now", message: "The core has no clock: take the time from ports.ts's Clock." },
      ],
      "no-restricted-syntax": ["error", hostImportExpressions, ...clockAndLocale],
      ...forbidImports(nodeBuiltins, obsidian, obsidianFolder, nodeFolder, entries),
    },
  },
  {
    name: "compendium/plugin",
    files: plugin,
    extends: [obsidianmd.configs.recommended],
    rules: {
      "no-console": "error",
      // TypeScript knows better what is defined.
      "no-undef": "off",
      "obsidianmd/no-nodejs-modules": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { args: "all", argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none", ignoreRestSiblings: true }],
    },
  },
  { name: "compendium/plugin-seam", files: ["src/obsidian/**/*.ts"], rules: forbidImports(nodeBuiltins, nodeFolder, entries) },
  { name: "compendium/plugin-entry-seam", files: ["src/main.ts"], rules: forbidImports(nodeBuiltins, otherHost("node")) },
  { name: "compendium/node-seam", files: ["src/node/**/*.ts"], rules: forbidImports(obsidian, obsidianFolder, entries) },
  { name: "compendium/node-entry-seam", files: ["src/cli.ts"], rules: forbidImports(obsidian, otherHost("obsidian")) },
  {
    name: "compendium/manifest",
    files: ["manifest.json"],
    plugins: { obsidianmd },
    languageOptions: { parser: manifestParser },
    rules: { "obsidianmd/validate-manifest": "error" },
  },

  {
    name: "compendium/tests",
    files: tests,
    rules: {
      // Tests read parsed JSON and made-up data; an assertion that fails is their type check.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-explicit-any": "warn",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "warn",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    name: "compendium/scripts",
    files: ["**/*.mjs", "**/*.cjs"],
    extends: [js.configs.recommended],
    languageOptions: { globals: nodeGlobals },
    rules: { eqeqeq: ["error", "always"] },
  },
  {
    name: "compendium/commonjs",
    files: ["**/*.cjs"],
    languageOptions: { sourceType: "commonjs", globals: { ...nodeGlobals, require: "readonly", module: "writable", exports: "writable", __filename: "readonly", __dirname: "readonly" } },
  },
]);
