// The table of operations, by AWS's names.
import { cancelKeyDeletionOperation } from './cancel-key-deletion.ts';
import { connectCustomKeyStoreOperation } from './connect-custom-key-store.ts';
import { createAliasOperation } from './create-alias.ts';
import { createCustomKeyStoreOperation } from './create-custom-key-store.ts';
import { createGrantOperation } from './create-grant.ts';
import { createKeyOperation } from './create-key.ts';
import { decryptOperation } from './decrypt.ts';
import { deleteAliasOperation } from './delete-alias.ts';
import { deleteCustomKeyStoreOperation } from './delete-custom-key-store.ts';
import { deleteImportedKeyMaterialOperation } from './delete-imported-key-material.ts';
import { deriveSharedSecretOperation } from './derive-shared-secret.ts';
import { describeCustomKeyStoresOperation } from './describe-custom-key-stores.ts';
import { describeKeyOperation } from './describe-key.ts';
import { disableKeyOperation } from './disable-key.ts';
import { disableKeyRotationOperation } from './disable-key-rotation.ts';
import { disconnectCustomKeyStoreOperation } from './disconnect-custom-key-store.ts';
import { enableKeyOperation } from './enable-key.ts';
import { enableKeyRotationOperation } from './enable-key-rotation.ts';
import { encryptOperation } from './encrypt.ts';
import { generateDataKeyOperation } from './generate-data-key.ts';
import { generateDataKeyPairOperation } from './generate-data-key-pair.ts';
import { generateDataKeyPairWithoutPlaintextOperation } from './generate-data-key-pair-without-plaintext.ts';
import { generateDataKeyWithoutPlaintextOperation } from './generate-data-key-without-plaintext.ts';
import { generateMacOperation } from './generate-mac.ts';
import { generateRandomOperation } from './generate-random.ts';
import { getKeyLastUsageOperation } from './get-key-last-usage.ts';
import { getKeyPolicyOperation } from './get-key-policy.ts';
import { getKeyRotationStatusOperation } from './get-key-rotation-status.ts';
import { getParametersForImportOperation } from './get-parameters-for-import.ts';
import { getPublicKeyOperation } from './get-public-key.ts';
import { importKeyMaterialOperation } from './import-key-material.ts';
import { listAliasesOperation } from './list-aliases.ts';
import { listGrantsOperation } from './list-grants.ts';
import { listKeyPoliciesOperation } from './list-key-policies.ts';
import { listKeyRotationsOperation } from './list-key-rotations.ts';
import { listKeysOperation } from './list-keys.ts';
import { listResourceTagsOperation } from './list-resource-tags.ts';
import { listRetirableGrantsOperation } from './list-retirable-grants.ts';
import { putKeyPolicyOperation } from './put-key-policy.ts';
import { reEncryptOperation } from './re-encrypt.ts';
import { replicateKeyOperation } from './replicate-key.ts';
import { retireGrantOperation } from './retire-grant.ts';
import { revokeGrantOperation } from './revoke-grant.ts';
import { rotateKeyOnDemandOperation } from './rotate-key-on-demand.ts';
import { scheduleKeyDeletionOperation } from './schedule-key-deletion.ts';
import { signOperation } from './sign.ts';
import { tagResourceOperation } from './tag-resource.ts';
import { untagResourceOperation } from './untag-resource.ts';
import { updateAliasOperation } from './update-alias.ts';
import { updateCustomKeyStoreOperation } from './update-custom-key-store.ts';
import { updateKeyDescriptionOperation } from './update-key-description.ts';
import { updatePrimaryRegionOperation } from './update-primary-region.ts';
import { verifyOperation } from './verify.ts';
import { verifyMacOperation } from './verify-mac.ts';

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
