// The table of operations, by AWS's names.
import { cancelKeyDeletionOperation } from './operations/cancel-key-deletion.ts';
import { createAliasOperation } from './operations/create-alias.ts';
import { createKeyOperation } from './operations/create-key.ts';
import { decryptOperation } from './operations/decrypt.ts';
import { deleteAliasOperation } from './operations/delete-alias.ts';
import { describeKeyOperation } from './operations/describe-key.ts';
import { disableKeyOperation } from './operations/disable-key.ts';
import { enableKeyOperation } from './operations/enable-key.ts';
import { encryptOperation } from './operations/encrypt.ts';
import { generateDataKeyOperation } from './operations/generate-data-key.ts';
import { generateDataKeyWithoutPlaintextOperation } from './operations/generate-data-key-without-plaintext.ts';
import { getKeyPolicyOperation } from './operations/get-key-policy.ts';
import { listAliasesOperation } from './operations/list-aliases.ts';
import { listKeysOperation } from './operations/list-keys.ts';
import { putKeyPolicyOperation } from './operations/put-key-policy.ts';
import { scheduleKeyDeletionOperation } from './operations/schedule-key-deletion.ts';
import { updateAliasOperation } from './operations/update-alias.ts';

export const operations = {
  CancelKeyDeletion: cancelKeyDeletionOperation,
  CreateAlias: createAliasOperation,
  CreateKey: createKeyOperation,
  Decrypt: decryptOperation,
  DeleteAlias: deleteAliasOperation,
  DescribeKey: describeKeyOperation,
  DisableKey: disableKeyOperation,
  EnableKey: enableKeyOperation,
  Encrypt: encryptOperation,
  GenerateDataKey: generateDataKeyOperation,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintextOperation,
  GetKeyPolicy: getKeyPolicyOperation,
  ListAliases: listAliasesOperation,
  ListKeys: listKeysOperation,
  PutKeyPolicy: putKeyPolicyOperation,
  ScheduleKeyDeletion: scheduleKeyDeletionOperation,
  UpdateAlias: updateAliasOperation,
};
