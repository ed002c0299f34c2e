// GetSessionToken: temporary credentials with the permissions of the user, or the root, who asks.
import { structure } from '../../../core/shape.ts';
import { stsOperation } from '../deps.ts';
import { accessDenied, missingAuthenticationToken } from '../errors.ts';
import * as shapes from '../shapes.ts';

const USER_SECONDS = 43_200;
/** An account's root gets an hour at most, whatever it asks for (API page). */
const ROOT_SECONDS = 3600;

export const getSessionTokenOperation = stsOperation({
  name: 'GetSessionToken',
  input: structure({
    DurationSeconds: shapes.sessionDuration,
    SerialNumber: shapes.serialNumber,
    TokenCode: shapes.tokenCode,
  }),
  output: structure({ Credentials: shapes.credentials }),
  access: () => undefined,
  async run({ input, call, deps }) {
    const { principal } = call;
    switch (principal.type) {
      case 'role':
      case 'federated':
        throw accessDenied('Cannot call GetSessionToken with session credentials');
      case 'root':
      case 'user': {
        if (principal.accessKeyId?.startsWith('ASIA')) {
          throw accessDenied('Cannot call GetSessionToken with session credentials');
        }
        const asked = input.DurationSeconds ?? USER_SECONDS;
        const seconds = principal.type === 'root' ? Math.min(asked, ROOT_SECONDS) : asked;
        const facts = input.TokenCode === undefined ? {} : { mfa: true };
        return { Credentials: await deps.sessions.create(principal, seconds, call.time, [], facts) };
      }
      default:
        throw missingAuthenticationToken();
    }
  },
});
