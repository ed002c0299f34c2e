// npm run build: bundles the two doors into dist/, beside the type declarations.
//
// The library's door is an ES module. The process runs from scripts that V8 has compiled beforehand: an ES module
// cannot be, so its bundle is turned into CommonJS (see platform/code-cache.ts). better-sqlite3 stays outside: it is
// native. Lazy imports (undici, @noble, mailauth) become chunks of their own and are read only when first needed.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build, transform } from 'esbuild';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(root('package.json'), 'utf8')) as { version: string };

const TARGET = { platform: 'node', target: 'node20.19', logLevel: 'warning' } as const;
const BUNDLE = {
  ...TARGET,
  bundle: true,
  splitting: true,
  format: 'esm',
  external: ['better-sqlite3'],
  define: { WAXSEAL_VERSION: JSON.stringify(version) },
} as const satisfies BuildOptions;

async function buildLibrary(): Promise<void> {
  await build({
    ...BUNDLE,
    entryPoints: [root('src/index.ts')],
    outdir: root('dist'),
    chunkNames: 'chunks/[name]-[hash]',
    // CommonJS packages inside the bundle call require() for node's own modules.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    sourcemap: true,
  });
}

async function buildProcess(): Promise<void> {
  mkdirSync(root('dist/process'));
  const { outputFiles } = await build({
    ...BUNDLE,
    entryPoints: [root('src/main.ts')],
    outdir: root('dist/process'),
    chunkNames: '[name]-[hash]',
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text.replace(/^#!.*/, ''), {
      ...TARGET,
      logLevel: 'error',
      format: 'cjs',
      supported: { 'dynamic-import': false },
      define: { 'import.meta.url': '__url' },
    });
    writeFileSync(
      root(`dist/process/${basename(path)}`),
      `(function (exports, require, module, __url) {${code}})\n`,
    );
  }
  await build({
    ...TARGET,
    entryPoints: [root('src/platform/code-cache.ts')],
    outfile: LOADER,
    format: 'esm',
  });
  writeFileSync(
    root('dist/main.js'),
    "#!/usr/bin/env node\nimport { load } from './process/code-cache.mjs';\nload('main.js');\n",
  );
  chmodSync(root('dist/main.js'), 0o755);
}

const LOADER = root('dist/process/code-cache.mjs');

/** A server started once, until it is ready: what it has run by then is what every start runs. */
function compileAhead(): void {
  const program = `
    import { keepCompiled, load } from ${JSON.stringify(pathToFileURL(LOADER).href)};
    process.argv = [process.execPath, 'main.js', '--port', '0', '--smtp-port', '0'];
    process.stdout.write = () => { keepCompiled(); process.exit(0); };
    load('main.js');`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit', env: {} });
}

rmSync(root('dist'), { recursive: true, force: true });
await buildLibrary();
await buildProcess();
copyFileSync(root('src/services/iam/aws-managed-policies.tsv.br'), root('dist/aws-managed-policies.tsv.br'));
compileAhead();
execFileSync(process.execPath, [root('node_modules/typescript/bin/tsc'), '--project', root('src')], {
  stdio: 'inherit',
});
