export default {
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.(ts|tsx|js|mjs|cjs)$": "<rootDir>/tests/support/esbuild-transform.cjs" },
  // remark and its family are published as ES modules only, so node_modules is transformed too.
  transformIgnorePatterns: [],
  testTimeout: 120_000,
  maxWorkers: 2,
};
