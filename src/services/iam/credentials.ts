// Access keys as the authentication stage asks for them: looked up and unsealed once, forgotten at every write.
import type { Credential, FindCredential } from '../../core/credentials.ts';
import type { AccessKeyStore } from './access-key-store.ts';
import { type EntityStore, entityArn } from './entity-store.ts';

/** Refused whatever it signs. */
const DELETED: Credential = { secretAccessKey: '', principal: { type: 'anonymous' }, active: false };

export class CredentialReader {
  private readonly known = new Map<string, Credential>();

  constructor(
    private readonly keys: AccessKeyStore,
    private readonly entities: EntityStore,
  ) {}

  readonly find: FindCredential = (accessKeyId) => {
    // Every request asks, and most come from `test`: only what IAM could have made is looked up.
    if (!accessKeyId.startsWith('AKIA')) return undefined;
    const known = this.known.get(accessKeyId);
    if (known) return known;
    const read = this.read(accessKeyId);
    if (read) this.known.set(accessKeyId, read);
    return read;
  };

  forget(): void {
    this.known.clear();
  }

  private read(accessKeyId: string): Credential | undefined {
    if (this.keys.wasDeleted(accessKeyId)) return DELETED;
    const key = this.keys.find(accessKeyId);
    const user = key && this.entities.findById(key.user);
    if (!key || !user) return undefined;
    const { account, name, id } = user;
    return {
      secretAccessKey: this.keys.secretOf(accessKeyId),
      principal: { type: 'user', account, arn: entityArn(user), name, id, accessKeyId },
      active: key.active,
    };
  }
}
