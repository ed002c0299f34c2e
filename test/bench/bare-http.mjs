// What Node alone costs to start: its own HTTP server answering 100 bytes.
import { createServer } from 'node:http';

const answer = Buffer.alloc(100, 'x');
createServer((_request, response) => response.end(answer)).listen(Number(process.argv[2]), '127.0.0.1');
