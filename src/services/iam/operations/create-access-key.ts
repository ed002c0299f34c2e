// CreateAccessKey: the only answer that ever shows the secret.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { current, requireUser } from '../entities.ts';
import { quotaExceeded } from '../errors.ts';
import { newId, newSecret } from '../names.ts';
import * as shapes from '../shapes.ts';
import { wholeSeconds } from '../views.ts';

const MAX_KEYS = 2;

export const createAccessKeyOperation = iamOperation({
  name: 'CreateAccessKey',
  input: structure({ UserName: shapes.existingUserName }),
  output: structure({ AccessKey: required(shapes.accessKey) }),
  resolve: ({ input, call, deps }) => requireUser(deps, call, input.UserName),
  access: ({ target, deps }) => onEntity('CreateAccessKey', target, deps),
  async run({ target, call, deps }) {
    const { database, random, keys } = deps;
    const id = newId('AKIA', random);
    const secret = newSecret(random);
    await database.commit(() => {
      current(deps, target);
      if (keys.of(target).length >= MAX_KEYS) throw quotaExceeded('AccessKeysPerUser', MAX_KEYS);
      keys.add(id, target, secret, call.time);
    });
    return {
      AccessKey: {
        UserName: target.name,
        AccessKeyId: id,
        Status: 'Active' as const,
        SecretAccessKey: secret,
        CreateDate: wholeSeconds(call.time),
      },
    };
  },
});
