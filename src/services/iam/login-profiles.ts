// Login profiles: the passwords of users for the console, kept as hashes, with those that came before. Nobody signs in
// here: what AWS asks of a password and of who changes it is all there is to it.
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { boolean, required, string, structure, type TypeOf, timestamp } from '../../core/shape.ts';
import type { IamDeps } from './deps.ts';
import type { LoginProfile } from './document-store.ts';
import { current } from './entities.ts';
import type { Entity } from './entity-store.ts';
import { noSuchEntity, passwordPolicyViolation, temporarilyUnmodifiable } from './errors.ts';
import { passwordPolicyOf, requireStrength } from './password-policy.ts';
import { wholeSeconds } from './views.ts';

export const password = string({
  min: 1,
  max: 128,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
  sensitive: true,
});

export const loginProfile = structure({
  UserName: required(string()),
  CreateDate: required(timestamp()),
  PasswordResetRequired: boolean(),
});

export const loginProfileView = (
  user: Entity,
  { created, resetRequired }: LoginProfile,
): TypeOf<typeof loginProfile> => ({
  UserName: user.name,
  CreateDate: wholeSeconds(created),
  PasswordResetRequired: resetRequired,
});

export const findLoginProfile = ({ documents }: IamDeps, { account, id }: Entity): LoginProfile | undefined =>
  documents.find(account, 'login-profile', id);

export function requireLoginProfile(deps: IamDeps, user: Entity): LoginProfile {
  const found = findLoginProfile(deps, user);
  if (!found) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
  return found;
}

const hash = promisify(scrypt) as (password: string, salt: string, length: number) => Promise<Buffer>;
const BYTES = 32;

export const hashed = async (given: string, salt: string): Promise<string> =>
  (await hash(given, salt, BYTES)).toString('base64');

/** As many as PasswordReusePrevention can ask for. */
const REMEMBERED = 24;

interface Change {
  readonly given?: string | undefined;
  readonly resetRequired?: boolean | undefined;
}

/** Sets another password, what is not told stays; `seen` is the profile that the change was decided on. */
export async function changeLoginProfile(
  deps: IamDeps,
  user: Entity,
  seen: LoginProfile,
  { given, resetRequired }: Change,
): Promise<void> {
  const policy = passwordPolicyOf(deps, user.account);
  if (given !== undefined) requireStrength(given, policy);
  const fresh = given === undefined ? undefined : await hashed(given, seen.salt);
  await deps.database.commit(() => {
    current(deps, user);
    const profile = requireLoginProfile(deps, user);
    if (profile.salt !== seen.salt) throw temporarilyUnmodifiable(user.name);
    const last = profile.hashes.slice(0, policy?.PasswordReusePrevention ?? 0);
    if (fresh !== undefined && last.includes(fresh)) {
      throw passwordPolicyViolation('Password cannot be one of those that were used last');
    }
    deps.documents.save(user.account, 'login-profile', user.id, {
      ...profile,
      hashes: fresh === undefined ? profile.hashes : [fresh, ...profile.hashes].slice(0, REMEMBERED),
      resetRequired: resetRequired ?? profile.resetRequired,
    });
  });
}
