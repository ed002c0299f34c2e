// The import law of the house: who may know whom. Read from the sources, so a new file is held to it too.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const TEST = fileURLToPath(new URL('.', import.meta.url));
const IMPORT = /^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

interface Source {
  /** `services/kms/index.ts` */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources = read(SRC);
/** `contract/kms/sign.test.ts`; what they import of the sources is `../src/…`. */
const tests = read(TEST);

function read(root: string): Source[] {
  return list(root).map((file) => {
    const text = readFileSync(file, 'utf8');
    const imports = [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => {
      const name = from ?? bare ?? dynamic ?? '';
      return name.startsWith('.') ? slashed(relative(root, join(dirname(file), name))) : name;
    });
    return { path: slashed(relative(root, file)), text, imports };
  });
}
function list(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}
function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** `core`, `access`, …, `services/kms`, or the file itself for those at the root. */
function roomOf(path: string): string {
  const parts = path.split('/');
  return parts[0] === 'services' ? parts.slice(0, 2).join('/') : parts.length > 1 ? (parts[0] ?? '') : path;
}
const isOurs = (name: string) => name.endsWith('.ts');

function breaches(
  applies: (source: Source) => boolean,
  allowed: (name: string, source: Source) => boolean,
): string[] {
  return sources
    .filter(applies)
    .flatMap((source) =>
      source.imports.filter((name) => !allowed(name, source)).map((name) => `${source.path} imports ${name}`),
    );
}
const inRoom = (room: string) => (source: Source) => roomOf(source.path) === room;
const isService = (source: Source) => source.path.startsWith('services/');
const isLong = ({ text }: Source) => text.split('\n').length > 301;
const within = (name: string, ...rooms: string[]) => rooms.includes(roomOf(name));

describe('the import law', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(sources.length);
  });

  it('core imports nothing of ours but core', () => {
    expect(breaches(inRoom('core'), (name) => !isOurs(name) || within(name, 'core'))).toEqual([]);
  });

  it('access imports only core', () => {
    expect(breaches(inRoom('access'), (name) => !isOurs(name) || within(name, 'core', 'access'))).toEqual([]);
  });

  it('a service imports core, access, platform and itself, never another service', () => {
    const allowed = (name: string, source: Source) =>
      !isOurs(name) || within(name, 'core', 'access', 'platform', roomOf(source.path));
    expect(breaches(isService, allowed)).toEqual([]);
  });

  it('a service never imports fastify, xml2js, pino or the database driver', () => {
    const never = ['fastify', '@fastify/sensible', 'xml2js', 'saxes', 'pino', 'better-sqlite3'];
    expect(breaches(isService, (name) => !never.includes(name))).toEqual([]);
  });

  it('wire imports core, fastify and the XML readers', () => {
    const packages = ['fastify', 'xml2js', 'saxes'];
    const allowed = (name: string) =>
      isOurs(name) ? within(name, 'core', 'wire', 'platform') : isNode(name) || packages.includes(name);
    expect(breaches(inRoom('wire'), allowed)).toEqual([]);
    const values = sources
      .filter(inRoom('wire'))
      .filter(({ text }) => /^import (?!type)[^;]*platform\//m.test(text))
      .map(({ path }) => path);
    expect(values, 'of platform, wire takes types alone').toEqual([]);
  });

  it('only config reads the environment', () => {
    const readers = sources.filter(({ text }) => text.includes('process.env')).map(({ path }) => path);
    expect(readers).toEqual(['config.ts']);
  });

  it('only platform touches the clock, randomness, timers, files and the database', () => {
    const touches =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|(?<![.\w])set(?:Timeout|Interval)\(|\brandomUUID\b|\brandomBytes\b/;
    const packages = ['node:fs', 'node:fs/promises', 'better-sqlite3'];
    // The process arms the last resort of its own shutdown.
    const others = sources.filter(({ path }) => !within(path, 'platform', 'main.ts'));
    const guilty = others.filter(
      ({ text, imports }) => touches.test(text) || imports.some((name) => packages.includes(name)),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it.each([
    ['the library, which is the process too', 'index.ts', 'the composition root', 'emulator.ts'],
    ['the composition root', 'emulator.ts', 'what fits the services together', 'services.ts'],
  ])('only %s (%s) imports %s', (_, importer, __, imported) => {
    const importers = sources.filter(({ imports }) => imports.includes(imported)).map(({ path }) => path);
    expect(importers).toEqual([importer]);
  });

  it('no file is longer than 300 lines', () => {
    expect(sources.filter(isLong).map(({ path }) => path)).toEqual([]);
  });
});

describe('the tests', () => {
  it('are found', () => {
    expect(tests.length).toBeGreaterThan(500);
  });

  it('have no file that is longer than 300 lines', () => {
    expect(tests.filter(isLong).map(({ path }) => path)).toEqual([]);
  });

  it('share what knows none of them', () => {
    const shared = tests.filter(({ path }) => path.startsWith('support/'));
    const known = shared.flatMap(({ path, imports }) =>
      imports
        .filter((name) => isOurs(name) && !name.startsWith('support/') && !name.startsWith('../src/'))
        .map((name) => `${path} imports ${name}`),
    );
    expect(known).toEqual([]);
  });
});

function isNode(name: string): boolean {
  return name.startsWith('node:');
}
