// What Node costs to start with what waxseal cannot do without: HTTP, ciphers, checksums, files and SQLite, as they come.
import { createHash } from 'node:crypto';
import { promises } from 'node:fs';
import { createServer } from 'node:http';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';

new SQLite(':memory:').exec('CREATE TABLE one (id INTEGER PRIMARY KEY)');
await promises.access('.');
const answer = Buffer.from(
  createHash('sha256')
    .update(String(crc32('x')))
    .digest('hex'),
);
createServer((_request, response) => response.end(answer)).listen(Number(process.argv[2]), '127.0.0.1');
