// What a process of a test runner pays for a server of its own.
import { startServer } from '../../dist/index.js';

await startServer({ port: Number(process.argv[2]) });
