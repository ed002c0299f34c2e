// npm run readme: writes the README's table of operations from the table that the server runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DEFAULTS } from '../../src/config.ts';
import { createEmulator } from '../../src/emulator.ts';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

const emulator = await createEmulator({ ...DEFAULTS, logLevel: 'silent' });
const rows = emulator.services.map(
  ({ name, operations }) => `| ${name.toUpperCase()} | ${Object.keys(operations).sort().join(', ')} |`,
);
await emulator.close();

const table = [
  '<!-- operations -->',
  '| service | operations |',
  '|---|---|',
  ...rows,
  '<!-- /operations -->',
].join('\n');
const text = readFileSync(README, 'utf8');
writeFileSync(README, text.replace(/<!-- operations -->[\s\S]*<!-- \/operations -->/, table));
