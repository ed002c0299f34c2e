"""A hand-written reader as the Lambda functions out there have it: boto3 and cryptography.

usage: ses-reader.py URL BUCKET KEY...; prints "CLIENT KEY SHA256" a line."""
import base64, hashlib, json, sys

import boto3
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

url, bucket, *keys = sys.argv[1:]
options = dict(endpoint_url=url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
s3, kms = boto3.client("s3", **options), boto3.client("kms", **options)
for key in keys:
    stored = s3.get_object(Bucket=bucket, Key=key)
    metadata, sealed = stored["Metadata"], stored["Body"].read()
    context = json.loads(metadata["x-amz-matdesc"])
    # The newer clients pass the key's id along; a wrong one would be refused.
    data_key = kms.decrypt(CiphertextBlob=base64.b64decode(metadata["x-amz-key-v2"]),
                           EncryptionContext=context, KeyId=context["kms_cmk_id"])["Plaintext"]
    plain = AESGCM(data_key).decrypt(base64.b64decode(metadata["x-amz-iv"]), sealed, None)
    assert len(plain) == int(metadata["x-amz-unencrypted-content-length"])
    print("hand", key, hashlib.sha256(plain).hexdigest())
