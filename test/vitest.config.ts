// How the tests run: each file against its own server on port 0, so files may run side by side.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    // A test that looks at nothing cannot fail.
    expect: { requireAssertions: true },
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Not threads: their end would collect better-sqlite3's objects (see src/platform/database.ts).
    pool: 'forks',
    // Files share their modules: the SDK's clients cost a second to load, and no module here keeps state.
    isolate: false,
  },
});
