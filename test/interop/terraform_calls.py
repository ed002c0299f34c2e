"""The calls that Terraform's aws_s3_bucket and its companions make of a bucket (terraform-provider-aws 6.x): create with
tags, read all of a fresh bucket's settings, write each, read each, take each away, and destroy by force.
usage: terraform_calls.py URL; prints what a fresh bucket lacks, and what came back, as JSON."""

import json
import socket
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

URL = sys.argv[1]
BUCKET = "terraform"
SETTINGS = {
    "endpoint_url": URL,
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
    "region_name": "us-east-1",
    "config": Config(s3={"addressing_style": "path"}, retries={"max_attempts": 0}),
}
s3 = boto3.client("s3", **SETTINGS)
# boto3 puts the account in front of the host whatever it is told: that name leads here.
lookup = socket.getaddrinfo
socket.getaddrinfo = lambda host, *more, **named: lookup(
    "127.0.0.1" if str(host).endswith(".localhost") else host, *more, **named
)
control = boto3.client("s3control", **{**SETTINGS, "endpoint_url": URL.replace("127.0.0.1", "localhost")})
ARN = f"arn:aws:s3:::{BUCKET}"
TAGGED = {"AccountId": "000000000000", "ResourceArn": ARN}


def read(name, **more):
    """What a Get answers, or the code by which the provider knows that nothing is there."""
    try:
        answer = getattr(s3, name)(Bucket=BUCKET, **more)
    except ClientError as error:
        return error.response["Error"]["Code"]
    answer.pop("ResponseMetadata")
    return answer


s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"Tags": [{"Key": "Name", "Value": "t"}]})
READS = [
    "get_bucket_policy", "get_bucket_acl", "get_bucket_cors", "get_bucket_website", "get_bucket_versioning",
    "get_bucket_accelerate_configuration", "get_bucket_request_payment", "get_bucket_logging",
    "get_bucket_lifecycle_configuration", "get_bucket_replication", "get_bucket_encryption",
    "get_object_lock_configuration", "get_bucket_location", "get_public_access_block",
    "get_bucket_ownership_controls", "get_bucket_notification_configuration",
]
fresh = {name: read(name) for name in READS}
fresh["get_bucket_acl"] = len(fresh["get_bucket_acl"]["Grants"])
for kind in ["analytics", "inventory", "metrics", "intelligent_tiering"]:
    fresh[kind] = read(f"get_bucket_{kind}_configuration", Id="whole")

control.tag_resource(**TAGGED, Tags=[{"Key": "Team", "Value": "mail"}])
control.untag_resource(**TAGGED, TagKeys=["Name"])
tags = control.list_tags_for_resource(**TAGGED)["Tags"]

# As the provider writes them: a rule without an action has an ExpiredObjectDeleteMarker that is false.
RULE = {"ID": "tf", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"ExpiredObjectDeleteMarker": False}}
TIERS = [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]
POLICY = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [ARN, f"{ARN}/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:PrincipalAccount": "1"}}}]}
WRITES = {
    "bucket_versioning": {"VersioningConfiguration": {"Status": "Enabled"}},
    "bucket_ownership_controls": {"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}},
    "public_access_block": {"PublicAccessBlockConfiguration": {
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": False}},
    "bucket_cors": {"CORSConfiguration": {"CORSRules": [
        {"AllowedMethods": ["GET"], "AllowedOrigins": ["https://a.example"], "MaxAgeSeconds": 0}]}},
    "bucket_website": {"WebsiteConfiguration": {
        "IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"},
        "RoutingRules": [{"Condition": {"KeyPrefixEquals": "docs/"}, "Redirect": {"ReplaceKeyPrefixWith": ""}}]}},
    "bucket_accelerate_configuration": {"AccelerateConfiguration": {"Status": "Enabled"}},
    "bucket_request_payment": {"RequestPaymentConfiguration": {"Payer": "Requester"}},
    "bucket_lifecycle_configuration": {"LifecycleConfiguration": {"Rules": [RULE]}},
    "bucket_encryption": {"ServerSideEncryptionConfiguration": {"Rules": [{
        "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]}},
    "bucket_policy": {"Policy": json.dumps(POLICY)},
    "bucket_metrics_configuration": {"Id": "whole", "MetricsConfiguration": {"Id": "whole"}},
    "bucket_analytics_configuration": {"Id": "whole", "AnalyticsConfiguration": {
        "Id": "whole", "StorageClassAnalysis": {}}},
    "bucket_intelligent_tiering_configuration": {"Id": "whole", "IntelligentTieringConfiguration": {
        "Id": "whole", "Status": "Enabled", "Tierings": TIERS}},
    "bucket_inventory_configuration": {"Id": "whole", "InventoryConfiguration": {
        "Id": "whole", "IsEnabled": True, "IncludedObjectVersions": "All", "Schedule": {"Frequency": "Weekly"},
        "Destination": {"S3BucketDestination": {"Bucket": ARN, "Format": "ORC"}}}},
    "object_lock_configuration": {"ObjectLockConfiguration": {
        "ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}}},
}
back = {}
for name, given in WRITES.items():
    getattr(s3, f"put_{name}")(Bucket=BUCKET, **given)
    got = read(f"get_{name}", **({"Id": "whole"} if "Id" in given else {}))
    document = next(value for key, value in given.items() if key not in ("Id",))
    flat = got if name in (
        "bucket_versioning", "bucket_cors", "bucket_website", "bucket_accelerate_configuration",
        "bucket_request_payment", "bucket_lifecycle_configuration") else next(iter(got.values()))
    if name == "bucket_policy":
        flat, document = json.loads(flat), POLICY
    flat.pop("TransitionDefaultMinimumObjectSize", None)
    back[name] = "as written" if flat == document else flat

gone = {}
for name in ["bucket_cors", "bucket_website", "bucket_lifecycle", "bucket_policy", "bucket_encryption",
             "public_access_block", "bucket_ownership_controls"]:
    getattr(s3, f"delete_{name}")(Bucket=BUCKET)
    found = read(f"get_{name}_configuration" if name == "bucket_lifecycle" else f"get_{name}")
    gone[name] = found if isinstance(found, str) else "something"
for name in ["metrics", "analytics", "intelligent_tiering", "inventory"]:
    getattr(s3, f"delete_bucket_{name}_configuration")(Bucket=BUCKET, Id="whole")

# force_destroy: every version goes, past a governance retention, then the bucket.
s3.put_object(Bucket=BUCKET, Key="//state", Body=b"x")
try:
    s3.delete_bucket(Bucket=BUCKET)
except ClientError as error:
    gone["bucket with a version"] = error.response["Error"]["Code"]
for version in s3.list_object_versions(Bucket=BUCKET)["Versions"]:
    s3.delete_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"], BypassGovernanceRetention=True)
s3.delete_bucket(Bucket=BUCKET)
try:
    s3.head_bucket(Bucket=BUCKET)
except ClientError as error:
    gone["bucket"] = error.response["Error"]["Code"]
print(json.dumps({"fresh": fresh, "tags": tags, "back": back, "gone": gone}))
