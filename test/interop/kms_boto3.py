"""KMS through boto3 and the cryptography package: what they make of the answers, as one JSON object."""
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

kms = boto3.client(
    'kms',
    endpoint_url=sys.argv[1],
    region_name='us-east-1',
    aws_access_key_id='test',
    aws_secret_access_key='test',
    config=Config(retries={'max_attempts': 1}),
)
seen = {}


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response['Error']['Code'], error.response['Error'].get('Message', '')]
    return ['none', '']


# Envelope encryption, the way an application does it.
key = kms.create_key(Description='boto3', Tags=[{'TagKey': 'a', 'TagValue': 'b'}])['KeyMetadata']
context = {'tenant': 'a', 'purpose': 'ü✉'}
data_key = kms.generate_data_key(KeyId=key['Arn'], KeySpec='AES_256', EncryptionContext=context)
sealed = AESGCM(data_key['Plaintext']).encrypt(b'0' * 12, b'a letter', None)
opened = kms.decrypt(CiphertextBlob=data_key['CiphertextBlob'], EncryptionContext=context)
seen['envelope'] = AESGCM(opened['Plaintext']).decrypt(b'0' * 12, sealed, None).decode()
seen['glued'] = refusal(
    kms.decrypt, CiphertextBlob=data_key['CiphertextBlob'], EncryptionContext={'tenanta': '', 'purpose': 'ü✉'}
)

# Signatures, checked outside.
signing = kms.create_key(KeySpec='RSA_3072', KeyUsage='SIGN_VERIFY')['KeyMetadata']['KeyId']
public = serialization.load_der_public_key(kms.get_public_key(KeyId=signing)['PublicKey'])
signature = kms.sign(KeyId=signing, Message=b'm', SigningAlgorithm='RSASSA_PSS_SHA_384')['Signature']
public.verify(
    signature, b'm', padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48), hashes.SHA384()
)
digest = hashes.Hash(hashes.SHA384())
digest.update(b'm')
ready = kms.sign(
    KeyId=signing, Message=digest.finalize(), MessageType='DIGEST', SigningAlgorithm='RSASSA_PSS_SHA_384'
)['Signature']
public.verify(ready, b'm', padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=48), hashes.SHA384())
seen['signatures'] = 'valid'

# Encryption outside, decryption inside.
rsa = kms.create_key(KeySpec='RSA_2048', KeyUsage='ENCRYPT_DECRYPT')['KeyMetadata']['KeyId']
oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
outside = serialization.load_der_public_key(kms.get_public_key(KeyId=rsa)['PublicKey']).encrypt(b'o', oaep)
seen['outside'] = kms.decrypt(
    KeyId=rsa, CiphertextBlob=outside, EncryptionAlgorithm='RSAES_OAEP_SHA_256'
)['Plaintext'].decode()

# A shared secret, agreed from both sides.
agreement = kms.create_key(KeySpec='ECC_NIST_P384', KeyUsage='KEY_AGREEMENT')['KeyMetadata']['KeyId']
mine = ec.generate_private_key(ec.SECP384R1())
spki = mine.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)
theirs = serialization.load_der_public_key(kms.get_public_key(KeyId=agreement)['PublicKey'])
secret = kms.derive_shared_secret(KeyId=agreement, KeyAgreementAlgorithm='ECDH', PublicKey=spki)
seen['agreed'] = secret['SharedSecret'] == mine.exchange(ec.ECDH(), theirs)

# Imported material, wrapped by hand.
external = kms.create_key(Origin='EXTERNAL')['KeyMetadata']['KeyId']
parameters = kms.get_parameters_for_import(
    KeyId=external, WrappingAlgorithm='RSAES_OAEP_SHA_256', WrappingKeySpec='RSA_4096'
)
wrapped = serialization.load_der_public_key(parameters['PublicKey']).encrypt(b'm' * 32, oaep)
kms.import_key_material(
    KeyId=external,
    ImportToken=parameters['ImportToken'],
    EncryptedKeyMaterial=wrapped,
    ExpirationModel='KEY_MATERIAL_DOES_NOT_EXPIRE',
)
blob = kms.encrypt(KeyId=external, Plaintext=b'imported')['CiphertextBlob']
seen['imported'] = kms.decrypt(CiphertextBlob=blob)['Plaintext'].decode()

# MACs, grants, paginators, and how errors arrive.
hmac = kms.create_key(KeySpec='HMAC_512', KeyUsage='GENERATE_VERIFY_MAC')['KeyMetadata']['KeyId']
mac = kms.generate_mac(KeyId=hmac, Message=b'm', MacAlgorithm='HMAC_SHA_512')['Mac']
seen['mac'] = kms.verify_mac(KeyId=hmac, Message=b'm', Mac=mac, MacAlgorithm='HMAC_SHA_512')['MacValid']
for number in range(5):
    kms.create_grant(
        KeyId=key['KeyId'], GranteePrincipal='arn:aws:iam::000000000000:root', Operations=['Decrypt']
    )
    kms.create_alias(AliasName=f'alias/boto3/{number}', TargetKeyId=key['KeyId'])
pages = kms.get_paginator('list_grants').paginate(KeyId=key['KeyId'], PaginationConfig={'PageSize': 2})
seen['grants'] = sum(len(page['Grants']) for page in pages)
pages = kms.get_paginator('list_aliases').paginate(PaginationConfig={'PageSize': 2})
seen['aliases'] = sum(len(page['Aliases']) for page in pages)
kms.disable_key(KeyId=key['KeyId'])
seen['disabled'] = refusal(kms.encrypt, KeyId=key['KeyId'], Plaintext=b'x')
try:
    kms.describe_key(KeyId='alias/none')
except kms.exceptions.NotFoundException as error:
    seen['typed'] = error.response['Error']['Message']
seen['created'] = key['CreationDate'].tzinfo is not None
seen['arn'] = key['Arn']
print(json.dumps(seen))
