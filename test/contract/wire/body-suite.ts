// One server of tiny services for a file of tests about bodies; its bucket is empty before each of them.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Body } from '../../../src/core/body.ts';
import { startWire, type Wire } from './fake-services.ts';
import { send } from './raw-http.ts';

export const SMALL = Buffer.from('hello world');
export const LARGE = Buffer.alloc(300_000, 'abcdefghij');

/** Call it at the top of the file; its server is there once the tests run. */
export function bodySuite() {
  const made = {} as { wire: Wire };
  beforeAll(async () => {
    made.wire = await startWire();
  });
  afterAll(() => made.wire.close());
  beforeEach(() => {
    made.wire.seen.length = 0;
    made.wire.objects.clear();
  });
  return {
    get wire(): Wire {
      return made.wire;
    },
    put: (body: Uint8Array, headers: Record<string, string> = {}) =>
      send(made.wire, { method: 'PUT', path: '/b/k', headers, body }),
    /** The body as the operation was given it, and what it read of it. */
    bodyGiven: () => made.wire.lastInput<{ Body: Body }>().Body,
    received: () => made.wire.seen.at(-1)?.body,
  };
}
