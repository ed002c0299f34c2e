// The table of operations, by AWS's names.
import { cancelKeyDeletionOperation } from './operations/cancel-key-deletion.ts';
import { connectCustomKeyStoreOperation } from './operations/connect-custom-key-store.ts';
import { createAliasOperation } from './operations/create-alias.ts';
import { createCustomKeyStoreOperation } from './operations/create-custom-key-store.ts';
import { createGrantOperation } from './operations/create-grant.ts';
import { createKeyOperation } from './operations/create-key.ts';
import { decryptOperation } from './operations/decrypt.ts';
import { deleteAliasOperation } from './operations/delete-alias.ts';
import { deleteCustomKeyStoreOperation } from './operations/delete-custom-key-store.ts';
import { deleteImportedKeyMaterialOperation } from './operations/delete-imported-key-material.ts';
import { deriveSharedSecretOperation } from './operations/derive-shared-secret.ts';
import { describeCustomKeyStoresOperation } from './operations/describe-custom-key-stores.ts';
import { describeKeyOperation } from './operations/describe-key.ts';
import { disableKeyOperation } from './operations/disable-key.ts';
import { disableKeyRotationOperation } from './operations/disable-key-rotation.ts';
import { disconnectCustomKeyStoreOperation } from './operations/disconnect-custom-key-store.ts';
import { enableKeyOperation } from './operations/enable-key.ts';
import { enableKeyRotationOperation } from './operations/enable-key-rotation.ts';
import { encryptOperation } from './operations/encrypt.ts';
import { generateDataKeyOperation } from './operations/generate-data-key.ts';
import { generateDataKeyPairOperation } from './operations/generate-data-key-pair.ts';
import { generateDataKeyPairWithoutPlaintextOperation } from './operations/generate-data-key-pair-without-plaintext.ts';
import { generateDataKeyWithoutPlaintextOperation } from './operations/generate-data-key-without-plaintext.ts';
import { generateMacOperation } from './operations/generate-mac.ts';
import { generateRandomOperation } from './operations/generate-random.ts';
import { getKeyLastUsageOperation } from './operations/get-key-last-usage.ts';
import { getKeyPolicyOperation } from './operations/get-key-policy.ts';
import { getKeyRotationStatusOperation } from './operations/get-key-rotation-status.ts';
import { getParametersForImportOperation } from './operations/get-parameters-for-import.ts';
import { getPublicKeyOperation } from './operations/get-public-key.ts';
import { importKeyMaterialOperation } from './operations/import-key-material.ts';
import { listAliasesOperation } from './operations/list-aliases.ts';
import { listGrantsOperation } from './operations/list-grants.ts';
import { listKeyPoliciesOperation } from './operations/list-key-policies.ts';
import { listKeyRotationsOperation } from './operations/list-key-rotations.ts';
import { listKeysOperation } from './operations/list-keys.ts';
import { listResourceTagsOperation } from './operations/list-resource-tags.ts';
import { listRetirableGrantsOperation } from './operations/list-retirable-grants.ts';
import { putKeyPolicyOperation } from './operations/put-key-policy.ts';
import { reEncryptOperation } from './operations/re-encrypt.ts';
import { replicateKeyOperation } from './operations/replicate-key.ts';
import { retireGrantOperation } from './operations/retire-grant.ts';
import { revokeGrantOperation } from './operations/revoke-grant.ts';
import { rotateKeyOnDemandOperation } from './operations/rotate-key-on-demand.ts';
import { scheduleKeyDeletionOperation } from './operations/schedule-key-deletion.ts';
import { signOperation } from './operations/sign.ts';
import { tagResourceOperation } from './operations/tag-resource.ts';
import { untagResourceOperation } from './operations/untag-resource.ts';
import { updateAliasOperation } from './operations/update-alias.ts';
import { updateCustomKeyStoreOperation } from './operations/update-custom-key-store.ts';
import { updateKeyDescriptionOperation } from './operations/update-key-description.ts';
import { updatePrimaryRegionOperation } from './operations/update-primary-region.ts';
import { verifyOperation } from './operations/verify.ts';
import { verifyMacOperation } from './operations/verify-mac.ts';

export const operations = {
  CancelKeyDeletion: cancelKeyDeletionOperation,
  ConnectCustomKeyStore: connectCustomKeyStoreOperation,
  CreateAlias: createAliasOperation,
  CreateCustomKeyStore: createCustomKeyStoreOperation,
  CreateGrant: createGrantOperation,
  CreateKey: createKeyOperation,
  Decrypt: decryptOperation,
  DeleteAlias: deleteAliasOperation,
  DeleteCustomKeyStore: deleteCustomKeyStoreOperation,
  DeleteImportedKeyMaterial: deleteImportedKeyMaterialOperation,
  DeriveSharedSecret: deriveSharedSecretOperation,
  DescribeCustomKeyStores: describeCustomKeyStoresOperation,
  DescribeKey: describeKeyOperation,
  DisableKey: disableKeyOperation,
  DisableKeyRotation: disableKeyRotationOperation,
  DisconnectCustomKeyStore: disconnectCustomKeyStoreOperation,
  EnableKey: enableKeyOperation,
  EnableKeyRotation: enableKeyRotationOperation,
  Encrypt: encryptOperation,
  GenerateDataKey: generateDataKeyOperation,
  GenerateDataKeyPair: generateDataKeyPairOperation,
  GenerateDataKeyPairWithoutPlaintext: generateDataKeyPairWithoutPlaintextOperation,
  GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintextOperation,
  GenerateMac: generateMacOperation,
  GenerateRandom: generateRandomOperation,
  GetKeyLastUsage: getKeyLastUsageOperation,
  GetKeyPolicy: getKeyPolicyOperation,
  GetKeyRotationStatus: getKeyRotationStatusOperation,
  GetParametersForImport: getParametersForImportOperation,
  GetPublicKey: getPublicKeyOperation,
  ImportKeyMaterial: importKeyMaterialOperation,
  ListAliases: listAliasesOperation,
  ListGrants: listGrantsOperation,
  ListKeyPolicies: listKeyPoliciesOperation,
  ListKeyRotations: listKeyRotationsOperation,
  ListKeys: listKeysOperation,
  ListResourceTags: listResourceTagsOperation,
  ListRetirableGrants: listRetirableGrantsOperation,
  PutKeyPolicy: putKeyPolicyOperation,
  ReEncrypt: reEncryptOperation,
  ReplicateKey: replicateKeyOperation,
  RetireGrant: retireGrantOperation,
  RevokeGrant: revokeGrantOperation,
  RotateKeyOnDemand: rotateKeyOnDemandOperation,
  ScheduleKeyDeletion: scheduleKeyDeletionOperation,
  Sign: signOperation,
  TagResource: tagResourceOperation,
  UntagResource: untagResourceOperation,
  UpdateAlias: updateAliasOperation,
  UpdateCustomKeyStore: updateCustomKeyStoreOperation,
  UpdateKeyDescription: updateKeyDescriptionOperation,
  UpdatePrimaryRegion: updatePrimaryRegionOperation,
  Verify: verifyOperation,
  VerifyMac: verifyMacOperation,
};
