// The least that receiving can cost: the bare smtp-server library, and of what becomes of a mail only what no code of
// ours could leave out. Two seals (the client's, and the one at rest) and a wrapped key, the ETag's MD5, a checksum, and
// SQLite's rows: the mail with its facts, the object with its indexes, the bytes. No KMS, policy, rule or header is
// looked at. Usage: sealing-smtp.mjs PORT FOLDER DATABASE
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { listenSmtp } from './smtp-floor.mjs';

const [, , port, folder, database] = process.argv;
const INLINE = 64 * 1024;

const sqlite = new SQLite(database);
for (const setting of ['locking_mode = EXCLUSIVE', 'journal_mode = WAL', 'synchronous = OFF']) {
  sqlite.exec(`PRAGMA ${setting}`);
}
sqlite.exec(`
  CREATE TABLE mail (id TEXT PRIMARY KEY, received INTEGER, facts TEXT) STRICT;
  CREATE TABLE version (seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, version_id TEXT, size INTEGER, etag TEXT,
    headers TEXT, blob TEXT) STRICT;
  CREATE UNIQUE INDEX version_id ON version (key, version_id);
  CREATE INDEX version_order ON version (key, seq DESC);
  CREATE INDEX version_live ON version (key, size, etag);
  CREATE TABLE inline (seq INTEGER PRIMARY KEY, bytes BLOB) STRICT;
`);
const begin = sqlite.prepare('BEGIN IMMEDIATE');
const end = sqlite.prepare('COMMIT');
const insertMail = sqlite.prepare('INSERT INTO mail VALUES (?, ?, ?)');
const insertVersion = sqlite.prepare(
  'INSERT INTO version (key, version_id, size, etag, headers, blob) VALUES (?, ?, ?, ?, ?, ?)',
);
const insertBytes = sqlite.prepare('INSERT INTO inline VALUES (?, ?)');
const HEADERS = JSON.stringify({
  'x-amz-key-v2': randomBytes(184).toString('base64'),
  'x-amz-iv': randomBytes(12).toString('base64'),
  'x-amz-matdesc': JSON.stringify({ 'aws:ses:message-id': randomBytes(20).toString('hex') }),
});

function seal(bytes) {
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

let waiting = [];
/** One transaction for all mails of a turn. */
function store() {
  const batch = waiting;
  waiting = [];
  begin.run();
  for (const { id, size, etag, bytes } of batch) {
    const isInline = bytes.length <= INLINE;
    insertMail.run(id, Date.now(), HEADERS);
    const { lastInsertRowid } = insertVersion.run(id, 'null', size, etag, HEADERS, isInline ? null : id);
    if (isInline) insertBytes.run(lastInsertRowid, bytes);
  }
  end.run();
  for (const { answer } of batch) answer();
}

async function keep(chunks, answer) {
  seal(randomBytes(32));
  const body = seal(Buffer.concat(chunks));
  const etag = createHash('md5').update(body).digest('hex');
  crc32(body);
  const bytes = seal(body);
  const id = randomBytes(20).toString('hex');
  if (bytes.length > INLINE) await writeFile(join(folder, id), bytes);
  waiting.push({ id, size: body.length, etag, bytes, answer });
  if (waiting.length === 1) setImmediate(store);
}

listenSmtp(port, (stream, _session, callback) => {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', () => void keep(chunks, callback));
});
