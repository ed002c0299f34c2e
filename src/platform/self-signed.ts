// Self-signed X.509 certificates. Node signs but has no words for them, so the DER stands here: RFC 5280 §4.1.
import { type KeyObject, sign } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const DAY = 24 * 60 * 60 * 1000;
const YEARS = 10;

/** @param names of hosts; the first is the subject too. @returns PEM. */
export function selfSignedCertificate(
  { privateKey, publicKey }: KeyPair,
  names: readonly string[],
  { random, clock }: { readonly random: Random; readonly clock: Clock },
): string {
  const algorithm = privateKey.asymmetricKeyType === 'rsa' ? RSA_WITH_SHA256 : ECDSA_WITH_SHA256;
  const now = clock.now();
  const name = sequence(set(sequence(oid('550403'), utf8(names[0] ?? 'localhost'))));
  const body = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(Buffer.concat([Buffer.of(1), random.bytes(15)])),
    algorithm,
    name,
    sequence(time(now - DAY), time(now + YEARS * 365 * DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(authority, alternativeNames(names))),
  );
  const signature = Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]);
  const der = sequence(body, algorithm, tagged(0x03, signature));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);
const set = (...parts: readonly Buffer[]) => tagged(0x31, ...parts);
const integer = (bytes: Buffer) => tagged(0x02, bytes);
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text));
const octets = (...parts: readonly Buffer[]) => tagged(0x04, ...parts);
/** GeneralizedTime: `20260101000000Z`. */
const time = (at: number) =>
  tagged(0x18, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}Z`));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
/** RFC 4055 §5: with a NULL parameter. */
const RSA_WITH_SHA256 = sequence(oid('2a864886f70d01010b'), tagged(0x05));
/** basicConstraints, critical, CA: whoever wants to trust it names it as an authority. */
const authority = sequence(
  oid('551d13'),
  tagged(0x01, Buffer.of(0xff)),
  octets(sequence(tagged(0x01, Buffer.of(0xff)))),
);
const alternativeNames = (names: readonly string[]) =>
  sequence(
    oid('551d11'),
    octets(
      sequence(
        ...names.map((name) => tagged(0x82, Buffer.from(name))),
        tagged(0x87, Buffer.of(127, 0, 0, 1)),
      ),
    ),
  );
