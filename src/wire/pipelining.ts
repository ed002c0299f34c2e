// Pipelined requests, one after the other: a GET that stands behind a PUT reads what it wrote (RFC 9112 §9.3.2).
//
// Node parses ahead and hands over every request of a connection at once; here each waits until the one before it is
// answered. Meanwhile nothing more is read, so that a flood of requests stays in the sender's hands.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const TURN = Symbol('the last request to be answered, and how many wait for their turn');
type Carrier = Socket & { [TURN]?: { last: ServerResponse; waiting: number } };

/** To be called once the server has its one listener. */
export function answerInTurn(server: Server): void {
  const [answer] = server.listeners('request') as [RequestListener];
  server.off('request', answer);
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    const socket = message.socket as Carrier;
    const turn = socket[TURN];
    if (!turn) {
      socket[TURN] = { last: response, waiting: 0 };
      return answer(message, response);
    }
    const before = turn.last;
    turn.last = response;
    if (before.closed) return answer(message, response);
    turn.waiting += 1;
    if (turn.waiting === 1) stopReading(socket);
    before.once('close', () => {
      turn.waiting -= 1;
      if (turn.waiting === 0) readOn(socket);
      if (!message.destroyed) answer(message, response);
    });
  });
}

/** Node itself would read on at the end of each message. None that waits lacks more than the last one its body. */
function stopReading(socket: Socket): void {
  socket.pause();
  socket.resume = () => socket;
}

function readOn(socket: Socket): void {
  Reflect.deleteProperty(socket, 'resume');
  socket.resume();
}
