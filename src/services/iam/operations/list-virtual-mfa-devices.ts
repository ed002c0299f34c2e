// ListVirtualMFADevices: none, for nobody can make one here; Terraform asks before it deletes a user by force.
import { list, oneOf, required, string, structure, timestamp } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';

export const listVirtualMfaDevicesOperation = iamOperation({
  name: 'ListVirtualMFADevices',
  input: structure({ AssignmentStatus: oneOf('Assigned', 'Unassigned', 'Any'), ...shapes.pageInput }),
  output: structure({
    VirtualMFADevices: required(
      list(structure({ SerialNumber: required(string()), User: shapes.user, EnableDate: timestamp() })),
    ),
    ...shapes.pageOutput,
  }),
  access: ({ call }) => ({ action: 'iam:ListVirtualMFADevices', resource: '*', account: call.account }),
  run: () => ({ VirtualMFADevices: [], IsTruncated: false }),
});
