// A certificate and its private key that somebody gave as PEM files: read and judged before anything starts.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The message is for the person who started the server. */
export class CertificateError extends Error {}

export interface CertificatePair {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

/** Undefined where neither is given. @throws CertificateError */
export function readCertificatePair(
  certificateFile: string | undefined,
  keyFile: string | undefined,
): CertificatePair | undefined {
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) {
    throw new CertificateError('a certificate and its private key are given together, or neither');
  }
  const cert = read(certificateFile);
  const key = read(keyFile);
  const certificate = parsed(certificateFile, 'certificate', () => new X509Certificate(cert));
  const privateKey = parsed(keyFile, 'private key', () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new CertificateError(`the private key in ${keyFile} is not that of the certificate`);
  }
  return { cert, key };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CertificateError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function parsed<T>(file: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new CertificateError(`${file} holds no ${what} in PEM`);
  }
}
