"""S3 through boto3's transfer manager and its paginators; prints what it saw as JSON."""

import hashlib
import io
import json
import os
import sys
import tempfile
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

MIB = 1024 * 1024


def client(config=None):
    return boto3.client(
        "s3",
        endpoint_url=sys.argv[1],
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=config,
    )


s3 = client()
seen = {}
s3.create_bucket(Bucket="boto")

body = os.urandom(20 * MIB + 7)
transfer = TransferConfig(multipart_threshold=8 * MIB, multipart_chunksize=8 * MIB)
with tempfile.TemporaryDirectory() as folder:
    up, down = os.path.join(folder, "up"), os.path.join(folder, "down")
    with open(up, "wb") as file:
        file.write(body)
    s3.upload_file(up, "boto", "large", Config=transfer, ExtraArgs={"Metadata": {"colour": "blue"}})
    s3.download_file("boto", "large", down, Config=transfer)
    with open(down, "rb") as file:
        seen["sameBytes"] = hashlib.sha256(file.read()).digest() == hashlib.sha256(body).digest()
head = s3.head_object(Bucket="boto", Key="large", ChecksumMode="ENABLED")
seen["parts"] = head["ETag"].strip('"').split("-")[1]
seen["metadata"] = head["Metadata"]
seen["checksumType"] = head["ChecksumType"]

s3.copy({"Bucket": "boto", "Key": "large"}, "boto", "copied", Config=transfer)
seen["copied"] = s3.head_object(Bucket="boto", Key="copied")["ContentLength"] == len(body)

unseekable = io.BytesIO(b"streamed")
s3.upload_fileobj(unseekable, "boto", "stream")
seen["streamed"] = s3.get_object(Bucket="boto", Key="stream")["Body"].read().decode()

names = [f"list/{n:04d} +ü" for n in range(25)]
for name in names:
    s3.put_object(Bucket="boto", Key=name, Body=b"")
pages = s3.get_paginator("list_objects_v2").paginate(
    Bucket="boto", Prefix="list/", PaginationConfig={"PageSize": 10}
)
seen["listed"] = [item["Key"] for page in pages for item in page["Contents"]] == names
deleted = s3.delete_objects(Bucket="boto", Delete={"Objects": [{"Key": name} for name in names]})
seen["deleted"] = len(deleted["Deleted"])

for version in ("s3v4", "s3"):
    signer = client(Config(signature_version=version))
    url = signer.generate_presigned_url("get_object", {"Bucket": "boto", "Key": "stream"}, 60)
    seen[f"presigned {version}"] = urllib.request.urlopen(url).read().decode()

try:
    s3.get_object(Bucket="boto", Key="absent")
except ClientError as error:
    seen["absent"] = error.response["Error"]["Code"]
print(json.dumps(seen))
