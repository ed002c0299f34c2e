// PutIdentityPolicy: who else may send as the identity. The identity need not stand yet (probed: floci-io/floci #1750).
import { validatePolicy } from '../../../access/validate-policy.ts';
import { empty, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter, invalidPolicy } from '../errors.ts';
import { identityName } from '../identity-attributes.ts';
import { onEverything, sesOperation } from '../operation.ts';

/** MODEL: "cannot exceed 4 KB". */
const LARGEST = 4096;
const MAX_POLICIES = 20;

export const putIdentityPolicy = sesOperation({
  name: 'PutIdentityPolicy',
  input: structure({
    Identity: required(string()),
    PolicyName: required(string({ max: 64 })),
    Policy: required(string()),
  }),
  output: empty,
  access: onEverything('PutIdentityPolicy'),
  async run({ input: { Identity, PolicyName: name, Policy }, call, deps: { policies } }) {
    const identity = identityName(Identity);
    if (name.trim() === '') throw invalidParameter('PolicyName is required.');
    if (!/^[A-Za-z0-9_-]+$/.test(name)) {
      throw invalidParameter(
        'PolicyName is invalid. Policy names must only include alpha-numeric characters, dashes, and underscores.',
      );
    }
    const policy = compact(Policy);
    await policies.put(call, identity, { name, policy }, (others) => {
      if (others.has(name) || others.size < MAX_POLICIES) return;
      throw invalidParameter(
        `Number of policies for <${identity}> exceeds max allowed number of policies per resource`,
      );
    });
    return {};
  },
});

/** AWS gives it back without the blanks between its words. */
function compact(text: string): string {
  if (text.trim() === '') throw invalidParameter('Policy is required.');
  const checked = validatePolicy(text, 'resource');
  if ('problem' in checked) throw invalidPolicy(checked.problem.message);
  const policy = JSON.stringify(JSON.parse(text));
  if (Buffer.byteLength(policy) > LARGEST) throw invalidPolicy(`Policy exceeds ${LARGEST} bytes.`);
  return policy;
}
