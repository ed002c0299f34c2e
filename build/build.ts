// npm run build: bundles the two doors into dist/, beside the type declarations.
//
// Both run from scripts that V8 has compiled beforehand: an ES module cannot be, so the bundle is turned into
// CommonJS (see platform/code-cache.ts). What is native of better-sqlite3 stays outside. Lazy imports (undici, @noble,
// mailauth) become chunks of their own and are read only when first needed.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { compileAhead } from './compile-ahead.ts';
import { quickStart, sqliteInside } from './plugins.ts';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(root('package.json'), 'utf8'));

const TARGET = { platform: 'node', target: 'node20.19', logLevel: 'warning' } as const;

/**
 * The doors are CommonJS too: Node takes 4 ms to read a first ES module, and jest wants none. A named export is told by
 * assigning it, so that `import { startServer }` finds it.
 */
const DOORS = {
  'package.json': '{ "type": "commonjs" }\n',
  'main.js': `#!/usr/bin/env node
require('./compiled/code-cache.cjs').load('main.js');
`,
  'index.js': `exports.startServer = require('./compiled/code-cache.cjs').load('index.js').startServer;
`,
};
const LOADER = root('dist/compiled/code-cache.cjs');

async function buildScripts(): Promise<void> {
  mkdirSync(root('dist/compiled'), { recursive: true });
  const { outputFiles } = await build({
    ...TARGET,
    bundle: true,
    splitting: true,
    format: 'esm',
    plugins: [quickStart, sqliteInside],
    define: { WAXSEAL_VERSION: JSON.stringify(version) },
    entryPoints: [root('src/main.ts'), root('src/index.ts')],
    outdir: root('dist/compiled'),
    chunkNames: '[name]-[hash]',
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text.replace(/^#!.*/, ''), {
      ...TARGET,
      logLevel: 'error',
      format: 'cjs',
      // Names stay as they are, for stacks.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 120,
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': '__url' },
    });
    writeFileSync(
      root(`dist/compiled/${basename(path)}`),
      `(function (exports, require, module, __url) {${code}})\n`,
    );
  }
  await build({
    ...TARGET,
    entryPoints: [root('src/platform/code-cache.ts')],
    outfile: LOADER,
    format: 'cjs',
  });
  for (const [name, text] of Object.entries(DOORS)) writeFileSync(root(`dist/${name}`), text);
  chmodSync(root('dist/main.js'), 0o755);
}

/** The library's door opens too. */
function tryLibrary(): void {
  const program = `
    import { startServer } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
    await (await startServer()).close();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit', env: {} });
}

rmSync(root('dist'), { recursive: true, force: true });
await buildScripts();
copyFileSync(root('src/services/iam/aws-managed-policies.tsv.br'), root('dist/aws-managed-policies.tsv.br'));
await compileAhead(LOADER);
tryLibrary();
execFileSync(process.execPath, [root('node_modules/typescript/bin/tsc'), '--project', root('src')], {
  stdio: 'inherit',
});
