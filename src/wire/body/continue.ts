// Expect: 100-continue: the body is asked for when somebody is about to read it, so a request that is refused
// by its headers alone never sends it.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const WAITING = Symbol('waiting for 100 Continue');
type Carrier = IncomingMessage & { [WAITING]?: ServerResponse };

export function holdExpectations(server: Server): void {
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    (message as Carrier)[WAITING] = response;
    server.emit('request', message, response);
  });
  // Any other expectation is passed over, as S3 does; Node alone would answer 417.
  server.on('checkExpectation', (message, response) => server.emit('request', message, response));
}

export function askForBody(message: IncomingMessage): void {
  const carrier = message as Carrier;
  const response = carrier[WAITING];
  if (!response) return;
  response.writeContinue();
  delete carrier[WAITING];
}

/** Whether the client still holds its body back: the connection cannot be used again. */
export const isBodyHeldBack = (message: IncomingMessage): boolean =>
  (message as Carrier)[WAITING] !== undefined;
