// npm run build: bundles the two doors into dist/, beside the type declarations.
//
// A bundle halves the CPU of starting (facts/performance.md §4). better-sqlite3 stays outside: it is native.
// Lazy imports (undici, @noble, xml2js) become chunks of their own and are read only when first needed.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(root('package.json'), 'utf8')) as { version: string };

rmSync(root('dist'), { recursive: true, force: true });
await build({
  entryPoints: [root('src/main.ts'), root('src/index.ts')],
  outdir: root('dist'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['better-sqlite3'],
  chunkNames: 'chunks/[name]-[hash]',
  define: { WAXSEAL_VERSION: JSON.stringify(version) },
  // CommonJS packages inside the bundle call require() for node's own modules.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  sourcemap: true,
  logLevel: 'warning',
});
chmodSync(root('dist/main.js'), 0o755);
copyFileSync(root('src/services/iam/aws-managed-policies.tsv.br'), root('dist/aws-managed-policies.tsv.br'));

execFileSync(process.execPath, [root('node_modules/typescript/bin/tsc'), '--project', root('src')], {
  stdio: 'inherit',
});
