// npm run build: bundles the two doors into dist/, beside the type declarations.
//
// Both run from scripts that V8 has compiled beforehand: an ES module cannot be, so the bundle is turned into
// CommonJS (see platform/code-cache.ts). What is native of better-sqlite3 stays outside. Lazy imports (undici, @noble,
// mailauth) become chunks of their own and are read only when first needed.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(root(path), 'utf8')) as { version: string };
const { version } = readJson('package.json');

/** What packages require at their start and few requests want, if any: read when somebody first uses it. */
const LATE = /^(?:node:http2|node:https|type-is|@fastify\/proxy-addr|thread-stream)$/;

const TARGET = { platform: 'node', target: 'node20.19', logLevel: 'warning' } as const;

const quickStart: Plugin = {
  name: 'quick start',
  setup({ onResolve, onLoad }) {
    // It asks V8 where in the bundle it stands, for which V8 counts all of its lines, to warn an author one day.
    onResolve({ filter: /^depd$/ }, ({ path }) => ({ path, namespace: 'silent' }));
    onLoad({ filter: /^/, namespace: 'silent' }, () => ({ contents: 'module.exports = () => () => {};' }));

    // Plugins are held to Fastify's version when it starts; what a bundle holds was matched by npm.
    onResolve({ filter: /^semver$/ }, ({ path }) => ({ path, namespace: 'matched' }));
    onLoad({ filter: /^/, namespace: 'matched' }, () => ({
      contents: 'module.exports = { satisfies: () => true };',
    }));

    onResolve({ filter: LATE }, ({ path, kind, namespace }) =>
      kind === 'require-call' && namespace !== 'late' ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'late' }, ({ path }) => ({
      contents: `
        const real = () => require(${JSON.stringify(path)});
        module.exports = new Proxy(function () {}, {
          get: (_, name) => real()[name],
          apply: (_, self, given) => real().apply(self, given),
          construct: (_, given) => new (real())(...given),
        });`,
      resolveDir: root('.'),
    }));
  },
};

const SQLITE = 'better-sqlite3';

/**
 * SQLite's JavaScript lies in eleven files, which Node takes longer to find and to compile than all of the bundle.
 * They are compiled beforehand too, and run where the very version is installed that they belong to.
 */
const sqliteInside: Plugin = {
  name: 'sqlite inside',
  setup({ onResolve, onLoad }) {
    const { version } = readJson(`node_modules/${SQLITE}/package.json`);
    const outside = (path: string) => ({ path, external: true });
    onResolve({ filter: new RegExp(`^${SQLITE}`) }, ({ path, namespace }) =>
      namespace === 'inside' ? outside(path) : { path, namespace: 'inside' },
    );
    onResolve({ filter: /^bindings$/ }, ({ path }) => ({ path, namespace: 'inside' }));
    onLoad({ filter: /^bindings$/, namespace: 'inside' }, () => ({
      contents: `module.exports = (file) => require('${SQLITE}/build/Release/' + file);`,
    }));
    onLoad({ filter: /^/, namespace: 'inside' }, () => ({
      contents: `
        const installed = require('${SQLITE}/package.json').version;
        module.exports = installed === '${version}' ? require('./node_modules/${SQLITE}') : require('${SQLITE}');`,
      resolveDir: root('.'),
    }));
  },
};

/** Who waits for a test runner's next process waits for these; both run the same scripts. */
const DOORS = {
  'main.js': `#!/usr/bin/env node
const { createRequire } = process.getBuiltinModule('node:module');
createRequire(import.meta.url)('./compiled/code-cache.cjs').load('main.js');
`,
  'index.js': `import { createRequire } from 'node:module';
export const { startServer } = createRequire(import.meta.url)('./compiled/code-cache.cjs').load('index.js');
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

/** A server started once, until it has answered: what it has run by then is what every start runs. */
function compileAhead(): void {
  const program = `
    const { keepCompiled, load } = require(${JSON.stringify(LOADER)});
    // V8 refuses code that was compiled under other flags than those of a start.
    require('node:v8').setFlagsFromString = () => {};
    process.argv = [process.execPath, 'main.js', '--port', '0', '--smtp-port', '0'];
    process.stdout.write = (ready) => {
      const [url] = /http:[^,]+/.exec(ready);
      require('node:http').get(url + '/_waxseal/health', (answer) => {
        answer.resume().on('end', () => { keepCompiled(); process.exit(0); });
      });
    };
    load('main.js');`;
  execFileSync(process.execPath, ['--eval', program], { stdio: 'inherit', env: {} });
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
compileAhead();
tryLibrary();
execFileSync(process.execPath, [root('node_modules/typescript/bin/tsc'), '--project', root('src')], {
  stdio: 'inherit',
});
