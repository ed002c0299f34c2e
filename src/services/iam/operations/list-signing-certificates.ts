// ListSigningCertificates: none, for nobody can upload one here; Terraform asks before it deletes a user by force.
import { list, required, string, structure, timestamp } from '../../../core/shape.ts';
import { onUserOrRoot } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireUserOrRoot } from '../entities.ts';
import * as shapes from '../shapes.ts';

export const listSigningCertificatesOperation = iamOperation({
  name: 'ListSigningCertificates',
  input: structure({ UserName: shapes.existingUserName, ...shapes.pageInput }),
  output: structure({
    Certificates: required(
      list(
        structure({
          UserName: required(string()),
          CertificateId: required(string()),
          CertificateBody: required(string()),
          Status: required(shapes.keyStatus),
          UploadDate: timestamp(),
        }),
      ),
    ),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requireUserOrRoot(deps, call, input.UserName),
  access: ({ target, call, deps }) => onUserOrRoot('ListSigningCertificates', target, call, deps),
  run: () => ({ Certificates: [], IsTruncated: false }),
});
