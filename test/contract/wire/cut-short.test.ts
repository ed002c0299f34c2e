// A client that goes away in the middle of its body: its own affair, no bug of ours.
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { send } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

it.each([
  [
    'JSON',
    'POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: TrentService.Encrypt\r\nContent-Length: 99\r\n\r\n{"Key',
  ],
  [
    'Query',
    'POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nActi',
  ],
  ['REST-XML', 'POST /b?delete HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n\r\n<Del'],
])('leaves no line in the log as a failure of ours (%s)', async (_protocol, half) => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(wire.port, '127.0.0.1', () => socket.write(half, () => socket.destroy()));
    socket.once('close', () => resolve());
    socket.once('error', reject);
  });
  // Two more requests over other connections: the cut one has been dealt with by then.
  await send(wire, { path: '/b' });
  await send(wire, { path: '/b' });
  expect(wire.logged).toEqual([]);
});
