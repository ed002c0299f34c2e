// A certificate for STARTTLS where none was given: self-signed, on P-256, made anew at every start.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Platform } from '../../../platform/platform.ts';
import { selfSignedCertificate } from '../../../platform/self-signed.ts';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

export async function selfSigned(
  platform: Pick<Platform, 'random' | 'clock'>,
  names: readonly string[],
): Promise<Certificate> {
  const pair = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: selfSignedCertificate(pair, names, platform),
  };
}
