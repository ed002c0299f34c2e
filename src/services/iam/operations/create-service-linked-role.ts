// CreateServiceLinkedRole: the role of a service, by the name and with the policy that AWS gives it.
import { required, string, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { newEntity } from '../entities.ts';
import { linkedRole, requireLinkedRole, taken } from '../service-linked-roles.ts';
import * as shapes from '../shapes.ts';
import { roleView } from '../views.ts';

export const createServiceLinkedRoleOperation = iamOperation({
  name: 'CreateServiceLinkedRole',
  input: structure({
    AWSServiceName: required(shapes.groupName),
    Description: shapes.roleDescription,
    CustomSuffix: string({ min: 1, max: 64, pattern: '[\\w+=,.@-]+' }),
  }),
  output: structure({ Role: shapes.role }),
  access({ input: { AWSServiceName, CustomSuffix }, call }) {
    const name = linkedRole(AWSServiceName, CustomSuffix)?.name ?? '*';
    return onName('CreateServiceLinkedRole', call, `role/aws-service-role/${AWSServiceName}/${name}`, {
      'iam:AWSServiceName': AWSServiceName,
    });
  },
  async run({ input, call, deps }) {
    const { database, entities } = deps;
    const { name, path, trust, policyArn } = requireLinkedRole(input.AWSServiceName, input.CustomSuffix);
    const role = newEntity(deps, call, 'role', name, { path, trust, description: input.Description });
    await database.commit(() => {
      if (entities.find(call.account, 'role', name)) throw taken(name);
      entities.save(role);
      entities.attach(role, policyArn);
    });
    // As CreateRole.
    const { MaxSessionDuration: _told, ...Role } = roleView(role, deps);
    return { Role };
  },
});
