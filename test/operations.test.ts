// Laws over the whole table of operations: what every one of them must have.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from '../src/config.ts';
import type { AnyOperation } from '../src/core/operation.ts';
import { createEmulator, type Emulator } from '../src/emulator.ts';

const local = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const kebab = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();

/** SESv2 is a second door of SES. */
const FOLDERS: Readonly<Record<string, string>> = { sesv2: 'ses/v2' };
const folderOf = (service: string) => FOLDERS[service] ?? service;

interface Row {
  readonly service: string;
  readonly operation: AnyOperation;
}

let emulator: Emulator;
let rows: Row[];
beforeAll(async () => {
  emulator = await createEmulator({ ...DEFAULTS, logLevel: 'silent' });
  rows = emulator.services.flatMap(({ name, operations }) =>
    Object.values(operations).map((operation) => ({ service: name, operation })),
  );
});
afterAll(() => emulator.close());

const failing = (fits: (row: Row) => boolean) =>
  rows.filter((row) => !fits(row)).map(({ service, operation }) => `${service} ${operation.name}`);

describe('every operation', () => {
  it('stands in the table under its own name', () => {
    expect(rows.length).toBeGreaterThan(60);
    const misplaced = emulator.services.flatMap(({ operations }) =>
      Object.entries(operations).filter(([name, operation]) => name !== operation.name),
    );
    expect(misplaced).toEqual([]);
  });

  it('has a structure for its input and its output', () => {
    const hasShapes = ({ operation }: Row) =>
      operation.input.type === 'structure' && operation.output.type === 'structure';
    expect(failing(hasShapes)).toEqual([]);
  });

  it('has a file named after it', () => {
    const hasFile = ({ service, operation }: Row) =>
      existsSync(local(`../src/services/${folderOf(service)}/operations/${kebab(operation.name)}.ts`));
    expect(failing(hasFile)).toEqual([]);
  });

  it('has a contract test', () => {
    const hasContract = ({ service, operation }: Row) =>
      existsSync(local(`contract/${service}/${kebab(operation.name)}.test.ts`));
    expect(failing(hasContract)).toEqual([]);
  });

  it("stands in the README's table, and nothing else does", () => {
    const readme = readFileSync(local('../README.md'), 'utf8');
    const table = /<!-- operations -->([\s\S]*?)<!-- \/operations -->/.exec(readme)?.[1] ?? '';
    for (const { name, operations } of emulator.services) {
      const row = new RegExp(`^\\| ${name} \\|(.*)\\|$`, 'im').exec(table)?.[1] ?? '';
      const listed = row.split(',').map((each) => each.trim());
      expect(listed.sort(), name).toEqual(Object.keys(operations).sort());
    }
  });
});
