// Version 4A held against aws-c-auth, where AWS publishes its test vectors.
import { describe, expect, it } from 'vitest';
import { stringToSign } from '../../src/wire/auth/sigv4.ts';
import { ALGORITHM_V4A, holdsV4a, privateKey } from '../../src/wire/auth/sigv4a.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const DATE = '20150830T123600Z';
const SCOPE = {
  accessKeyId: 'AKIDEXAMPLE',
  date: '20150830',
  region: '',
  service: 'service',
  text: '20150830/service/aws4_request',
};
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** tests/aws-signing-test-suite/v4a: the canonical request, and a signature of it. */
const VECTORS = [
  [
    'get-vanilla, header',
    `GET\n/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\nx-amz-region-set:us-east-1\n\nhost;x-amz-date;x-amz-region-set\n${EMPTY}`,
    '304502201f8540fba7741deef60d162a2cf5a8abece28db296174e82420ae6790d93b8af022100d3109ac9ec7995b9e976efa2c54b278d3fab0737e3c73483771773d2061d8f3f',
  ],
  [
    'get-vanilla, query',
    `GET\n/\nX-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z&X-Amz-Expires=3600&X-Amz-Region-Set=us-east-1&X-Amz-SignedHeaders=host\nhost:example.amazonaws.com\n\nhost\n${EMPTY}`,
    '304502210081f33b59ccf8c4a729d3e3f6ac355cfb6bb0f9c507b180ed7eb2756202cfe220022074f44519d0f1da1d20737fec456ac86aa876379e4531633c14972b88bc268eb7',
  ],
  [
    'get-space-normalized, header',
    `GET\n/example%20space/\n\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z\nx-amz-region-set:us-east-1\n\nhost;x-amz-date;x-amz-region-set\n${EMPTY}`,
    '3046022100e8e0ec99a8d287073e078543fdbdeba108cdef097a52c7556874076072350200022100e59d9e0f48209bea00faa47d485d850eb72747db83927a2a43b5ebab5ca2b545',
  ],
] as const;

describe('Signature Version 4A', () => {
  it('derives the key pair that IAM derives (tests/key_derivation_tests.c)', () => {
    expect(
      privateKey('AKISORANDOMAASORANDOM', 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom').toString('hex'),
    ).toBe('7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd');
  });

  it.each(VECTORS)('verifies %s', (_name, canonical, signature) => {
    const text = stringToSign(ALGORITHM_V4A, canonical, DATE, SCOPE);
    expect(holdsV4a(SECRET, SCOPE, text, signature)).toBe(true);
    expect(holdsV4a(SECRET, SCOPE, `${text}x`, signature)).toBe(false);
    expect(holdsV4a('another', SCOPE, text, signature)).toBe(false);
  });

  it.each(['', '3045', 'zz', '0'.repeat(144), VECTORS[0][2].slice(0, -2), `${VECTORS[0][2]}*+`])(
    'does not stumble over what is no signature: %j',
    (signature) => {
      const text = stringToSign(ALGORITHM_V4A, VECTORS[0][1], DATE, SCOPE);
      expect(holdsV4a(SECRET, SCOPE, text, signature)).toBe(false);
    },
  );
});
