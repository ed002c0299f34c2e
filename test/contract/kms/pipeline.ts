// KMS behind the real pipeline, without HTTP: for tests that put a key into states which pass too quickly,
// or call as principals that no access key stands for.
import { createAuthorizer } from '../../../src/access/authorizer.ts';
import type { Call, Principal } from '../../../src/core/call.ts';
import type { PrincipalPolicies } from '../../../src/core/credentials.ts';
import type { AwsError } from '../../../src/core/errors.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';
import { createInvoke } from '../../../src/core/invoke.ts';
import type { Operation } from '../../../src/core/operation.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { openDatabase } from '../../../src/platform/database.ts';
import { createLog } from '../../../src/platform/log.ts';
import { openMasterKey } from '../../../src/platform/master-key.ts';
import type { Platform } from '../../../src/platform/platform.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { noReserve } from '../../../src/platform/reserve.ts';
import { createKms, kmsMigrations } from '../../../src/services/kms/index.ts';

export const HERE = '111122223333' as AccountId;
export const STRANGER = '444455556666' as AccountId;
const REGION = 'us-east-1' as Region;

type Overrides = Partial<Call> & { readonly principal?: Principal };

export const root = (account: AccountId = HERE): Principal => ({ type: 'root', account });

export function startPipeline(
  policiesOf: (principal: Principal) => PrincipalPolicies = () => ({ identity: [] }),
) {
  const clock = new MoveableClock((error) => {
    throw error;
  });
  const random = createRandom();
  const database = openDatabase({ file: ':memory:', migrations: kmsMigrations, durability: 'normal' });
  const platform: Platform = {
    clock,
    random,
    database,
    // KMS stores no blobs.
    blobs: undefined as never,
    masterKey: openMasterKey(undefined, undefined, random),
    log: createLog('silent'),
    makingRoom: noReserve,
  };
  const kms = createKms(platform, { knowsPrincipal: () => true });
  const invoke = createInvoke(createAuthorizer({ policiesOf }), () => {});
  const callOf = ({ principal = root(), ...given }: Overrides = {}): Call => ({
    principal,
    account: 'account' in principal ? principal.account : HERE,
    region: REGION,
    requestId: random.uuid(),
    time: clock.now(),
    sourceIp: '127.0.0.1',
    userAgent: 'test',
    secure: false,
    ...given,
  });

  /** Runs an operation as the account's root unless told otherwise. */
  async function call<Deps, In, Out, Target>(
    operation: Operation<Deps, In, Out, Target>,
    input: NoInfer<In>,
    given?: Overrides,
  ): Promise<Out> {
    return invoke(kms.service as never, operation, input, callOf(given));
  }

  /** The refusal, as `Code: message`. */
  async function refusal<Deps, In, Out, Target>(
    operation: Operation<Deps, In, Out, Target>,
    input: NoInfer<In>,
    given?: Overrides,
  ): Promise<string> {
    try {
      await call(operation, input, given);
    } catch (error) {
      const { code, message } = error as AwsError;
      if (code === undefined) throw error;
      return `${code}: ${message}`;
    }
    return 'no refusal';
  }

  const close = async () => {
    await clock.stop();
    database.close();
  };
  return { ...kms, platform, clock, invoke, callOf, call, refusal, close };
}
