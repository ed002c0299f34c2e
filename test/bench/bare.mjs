// The floor: Fastify answering 100 bytes.
import Fastify from 'fastify';

const answer = Buffer.alloc(100, 'x');
const fastify = Fastify();
fastify.get('/', (_request, reply) => reply.send(answer));
await fastify.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
