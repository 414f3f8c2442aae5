/* Turns TypeScript and ES modules into CommonJS for jest, one file at a time, with the bundler the product itself uses. */
const { transformSync, version } = require("esbuild");
const { createHash } = require("node:crypto");

const options = (path) => ({
  loader: path.endsWith(".ts") ? "ts" : "js",
  format: "cjs",
  target: "node20",
  sourcemap: "inline",
  sourcefile: path,
  supported: { "dynamic-import": false },
});

module.exports = {
  getCacheKey: (source, path) => createHash("sha1").update(version).update(path).update(source).digest("hex"),
  process: (source, path) => {
    if (path.endsWith(".cjs") || (path.includes("node_modules") && !/^\s*(import|export)\b/m.test(source))) return { code: source };
    return { code: transformSync(source, options(path)).code };
  },
};
