// What a start can do without, kept from the bundle or read when somebody first uses it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What packages require at their start and few requests want, if any: read when somebody first uses it. */
const LATE = /^(?:node:http2|node:https|node:tls|tls|type-is|@fastify\/proxy-addr|thread-stream)$/;

export const quickStart: Plugin = {
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

    onResolve({ filter: LATE }, ({ path, importer, namespace }) =>
      importer.includes('node_modules') && namespace !== 'late' ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /^/, namespace: 'late' }, ({ path }) => ({
      contents: `
        const real = () => require(${JSON.stringify(path)});
        module.exports = new Proxy(function () {}, {
          get: (_, name) => real()[name],
          apply: (_, self, given) => real().apply(self, given),
          construct: (_, given) => new (real())(...given),
        });`,
      resolveDir: ROOT,
    }));
  },
};

const SQLITE = 'better-sqlite3';

/**
 * SQLite's JavaScript lies in eleven files, which Node takes longer to find and to compile than all of the bundle.
 * They are compiled beforehand too, and run where the very version is installed that they belong to.
 */
export const sqliteInside: Plugin = {
  name: 'sqlite inside',
  setup({ onResolve, onLoad }) {
    const { version } = JSON.parse(readFileSync(`${ROOT}/node_modules/${SQLITE}/package.json`, 'utf8'));
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
      resolveDir: ROOT,
    }));
  },
};
