// Runs the built server from the code that V8 compiled when it was built, which halves the CPU of starting and
// keeps less of the source in memory (facts/performance.md §4).
//
// The build puts this file beside its scripts. What another version of Node compiled is passed over unasked.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

type Require = (id: string) => unknown;
interface Module {
  exports: unknown;
}
/** What each of the scripts is: the build has wrapped them, so that nobody copies megabytes of source to do it. */
type Body = (exports: unknown, require: Require, module: Module, url: string) => void;

const modules = new Map<string, Module>();
const scripts = new Map<string, Script>();
const cacheOf = (path: string) => `${path}.cache`;

/** Runs one of the scripts that lie beside this file, and what it requires of the others. */
export function load(name: string): unknown {
  const known = modules.get(name);
  if (known) return known.exports;
  const module: Module = { exports: {} };
  modules.set(name, module);
  const path = join(__dirname, name);
  // The bundler writes ASCII: one byte a character, in memory too.
  const source = readFileSync(path, 'latin1');
  const cachedData = existsSync(cacheOf(path)) ? readFileSync(cacheOf(path)) : undefined;
  const script = new Script(source, { filename: path, ...(cachedData && { cachedData }) });
  scripts.set(path, script);
  const run = script.runInThisContext() as Body;
  run(module.exports, requireBeside, module, pathToFileURL(path).href);
  return module.exports;
}

const requireBeside: Require = (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id));

/** For the build: keeps what has been compiled until now, functions that have run included. */
export function keepCompiled(): void {
  for (const [path, script] of scripts) writeFileSync(cacheOf(path), script.createCachedData());
}
