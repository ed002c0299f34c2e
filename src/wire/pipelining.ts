// Pipelined requests, one after the other: a GET that stands behind a PUT reads what it wrote (RFC 9112 §9.3.2).
//
// Node parses ahead and hands over every request of a connection at once; here each waits until the one before it is
// answered. Meanwhile nothing more is read, so that a flood of requests stays in the sender's hands.
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** To be called once the server has its one listener. */
export function answerInTurn(server: Server): void {
  const [answer] = server.listeners('request') as [RequestListener];
  server.off('request', answer);
  const waiting = new WeakMap<Socket, number>();
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    // Node gives the socket to the response whose turn it is, and to the next one when that has left.
    if (response.socket) return answer(message, response);
    const { socket } = message;
    const before = waiting.get(socket) ?? 0;
    waiting.set(socket, before + 1);
    if (before === 0) stopReading(socket);
    response.once('socket', () => {
      const left = (waiting.get(socket) ?? 1) - 1;
      waiting.set(socket, left);
      if (left === 0) readOn(socket);
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
