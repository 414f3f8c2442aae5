/* Turns TypeScript and ES modules into CommonJS for jest, one file at a time, with the bundler the product itself uses. */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { transformSync, version } = require("esbuild");

const ownSource = readFileSync(__filename, "utf8");

const isOfPackage = (path) => /[\\/]node_modules[\\/]/.test(path);

/** Packages are mostly CommonJS already. Minified modules begin a statement behind `;` or `}` and not on a line of its own. */
const needsTransform = (source, path) => {
  if (path.endsWith(".cjs")) return false;
  if (!isOfPackage(path) || path.endsWith(".mjs")) return true;
  return /(?:^|[;}])[ \t]*(?:import|export)(?:\s|[{*"'])/m.test(source);
};

const options = (path) => ({
  loader: path.endsWith(".ts") ? "ts" : "js",
  format: "cjs",
  target: "es2022",
  // Stack traces lead into our files; a package's own map is of no use and costs memory.
  sourcemap: isOfPackage(path) ? false : "inline",
  sourcefile: path,
  define: { COMPENDIUM_VERSION: JSON.stringify("0.0.0-test") },
  supported: { "dynamic-import": false },
});

module.exports = {
  // Whatever changes the result is part of the key; with coverage jest stores instrumented code under it.
  getCacheKey: (source, path, { instrument, configString }) =>
    createHash("sha1").update([version, ownSource, String(instrument), configString, path, source].join("\0")).digest("hex"),
  process: (source, path) => ({ code: needsTransform(source, path) ? transformSync(source, options(path)).code : source }),
};
