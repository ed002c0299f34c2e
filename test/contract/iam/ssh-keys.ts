// A key as ssh-keygen made it and shows it, and users who have such keys.
import { generateKeyPairSync } from 'node:crypto';
import {
  DeleteSSHPublicKeyCommand,
  ListSSHPublicKeysCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import type { IamStory } from './story.ts';

export const SSH = `ssh-rsa ${[
  'AAAAB3NzaC1yc2EAAAADAQABAAABAQCZZ4VDC92DJ9Z77jT8oO4qb6Yq71cbHqzOzetE6+Ld+a2mHysNcGocEyVcVqz6ih0E',
  '5xQJczhc7lNVRd57GxivmAEhCPWYvEyy8smFi+hGzPdcoq5O2PlyN62hXtz6ZtaPY5cEoThoTDiAv61KuR4TUoMm4200RaXy',
  'hR1Kov/ShkX9398pw+2Y1Z94sz514ipNNI+YcQmSym9NWNSGznuE9iE2Tj7KbluNm75tB3fQg7o50065Ph2YwB8kBVVhYCDg',
  'vd1KuowEF75sXFe9KQN6UCej+IiwlTPkEuhxOwetD4671fiVkT00U2gzFOxFKnLEvyjsAMh62nIEUF3r0MHv',
].join('')}`;
/** `ssh-keygen -E md5 -l` */
export const FINGERPRINT = '39:cb:75:ea:07:b0:6c:86:0a:08:d2:50:4f:ea:03:61';
/** `ssh-keygen -e -m PKCS8` */
export const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmWeFQwvdgyfWe+40/KDu
Km+mKu9XGx6szs3rROvi3fmtph8rDXBqHBMlXFas+oodBOcUCXM4XO5TVUXeexsY
r5gBIQj1mLxMsvLJhYvoRsz3XKKuTtj5cjetoV7c+mbWj2OXBKE4aEw4gL+tSrke
E1KDJuNtNEWl8oUdSqL/0oZF/d/fKcPtmNWfeLM+deIqTTSPmHEJkspvTVjUhs57
hPYhNk4+ym5bjZu+bQd30IO6OdNOuT4dmMAfJAVVYWAg4L3dSrqMBBe+bFxXvSkD
elAno/iIsJUz5BLocTsHrQ+Ou9X4lZE9NFNoMxTsRSpyxL8o7ADIetpyBFBd69DB
7wIDAQAB
-----END PUBLIC KEY-----
`;

/** One that nobody else has. */
export const freshPem = (modulusLength = 2048): string =>
  generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** An id that no key has. */
export const NO_ID = 'APKAABCDEFGHIJKLMNOP';

export const sshKeysIn = (story: IamStory) => ({
  upload: async (UserName: string, SSHPublicKeyBody = SSH) =>
    (await story.iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody }))).SSHPublicKey,
  list: async (UserName: string) =>
    (await story.iam.send(new ListSSHPublicKeysCommand({ UserName }))).SSHPublicKeys ?? [],
  remove: (UserName: string, SSHPublicKeyId: string | undefined) =>
    story.iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId })),
});
