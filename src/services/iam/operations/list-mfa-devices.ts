// ListMFADevices: none, for nobody can make or enable one here; Terraform asks before it deletes a user by force.
import { list, required, string, structure, timestamp } from '../../../core/shape.ts';
import { onUserOrRoot } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUserOrRoot } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const listMfaDevicesOperation = iamOperation({
  name: 'ListMFADevices',
  input: structure({ UserName: shapes.existingUserName, ...shapes.pageInput }),
  output: structure({
    MFADevices: required(
      list(
        structure({
          UserName: required(string()),
          SerialNumber: required(string()),
          EnableDate: required(timestamp()),
        }),
      ),
    ),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requireUserOrRoot(deps, call, input.UserName),
  access: ({ target, call, deps }) => onUserOrRoot('ListMFADevices', target, call, deps),
  run: () => ({ MFADevices: [], IsTruncated: false }),
});
