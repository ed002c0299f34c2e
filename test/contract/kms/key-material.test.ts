// Key material at rest: wrapped, bound to the master key, gone when it is destroyed, back after a restart.

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import { importMaterial } from './import-client.ts';
import { bytes, createKey, DAY, refusal } from './support.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-kms-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const everything = async () => {
  const names = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
};

describe('key material in a data directory', () => {
  it('is never there in clear, and opens its blobs after a restart', async () => {
    const material = randomBytes(32);
    const first = await startTestServer({ dataDir });
    const kms = first.kms();
    const { KeyId } = await createKey(kms, { Origin: 'EXTERNAL' });
    await importMaterial(kms, KeyId, material);
    const { KeyId: own } = await createKey(kms);
    const rsa = await createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const mldsa = await createKey(kms, { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
    const blobs = [];
    for (const id of [KeyId, own]) {
      const sealed = await kms.send(new sdk.EncryptCommand({ KeyId: id, Plaintext: bytes('plain text') }));
      blobs.push(sealed.CiphertextBlob);
    }
    const request = {
      KeyId: mldsa.KeyId,
      Message: bytes('m'),
      SigningAlgorithm: 'ML_DSA_SHAKE_256' as const,
    };
    const { Signature } = await kms.send(new sdk.SignCommand(request));
    await kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/kept', TargetKeyId: own }));
    await first.close();

    const stored = await everything();
    expect(stored.includes(material)).toBe(false);
    expect(stored.includes('plain text')).toBe(false);
    // PKCS#8 of an RSA key begins so.
    expect(stored.includes(Buffer.from('300d06092a864886f70d0101010500048204', 'hex'))).toBe(false);
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);

    const second = await startTestServer({ dataDir });
    const again = second.kms();
    for (const CiphertextBlob of blobs) {
      const opened = await again.send(new sdk.DecryptCommand({ CiphertextBlob }));
      expect(opened.Plaintext).toEqual(bytes('plain text'));
    }
    expect(await refusal(again.send(new sdk.VerifyCommand({ ...request, Signature })))).toBe('no refusal');
    const sign = new sdk.SignCommand({
      KeyId: rsa.KeyId,
      Message: bytes('m'),
      SigningAlgorithm: 'RSASSA_PSS_SHA_256',
    });
    expect(await refusal(again.send(sign))).toBe('no refusal');
    expect(await refusal(again.send(new sdk.DescribeKeyCommand({ KeyId: 'alias/kept' })))).toBe('no refusal');

    await again.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: own, PendingWindowInDays: 7 }));
    await second.close();
    const third = await startTestServer({ dataDir });
    third.clock.advance(8 * DAY);
    await third.clock.settle();
    const gone = third.kms().send(new sdk.DescribeKeyCommand({ KeyId: own }));
    expect(await refusal(gone)).toMatch(/^NotFoundException/);
    await third.close();
  });
});
