/** The bundled text of worker.ts, put there by esbuild.config.mjs. */
declare module "compendium:worker" {
  const source: string;
  export default source;
}
