// A certificate for STARTTLS where none was given: self-signed, on P-256, made anew in every process that is asked for it.
import { generateKeyPairSync } from 'node:crypto';
import type { Platform } from '../../../platform/platform.ts';
import { selfSignedCertificate } from '../../../platform/self-signed.ts';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

export function selfSigned(
  platform: Pick<Platform, 'random' | 'clock'>,
  names: readonly string[],
): Certificate {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: selfSignedCertificate(pair, names, platform),
  };
}
