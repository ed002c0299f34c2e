"""The main job driven by boto3 and smtplib, with no code of waxseal in the client.

usage: story.py HTTP_URL SMTP_PORT; prints one line of JSON with what it saw."""
import base64, json, smtplib, sys, urllib.request
from email.message import EmailMessage

import boto3
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

URL, SMTP_PORT = sys.argv[1], int(sys.argv[2])
ACCOUNT = "000000000000"


def client(service, region="us-east-1"):
    return boto3.client(service, endpoint_url=URL, region_name=region,
                        aws_access_key_id="test", aws_secret_access_key="test")


def control(path, method="POST"):
    request = urllib.request.Request(f"{URL}/_waxseal/{path}", method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


kms, kms_far = client("kms"), client("kms", "eu-west-1")
s3, s3_far = client("s3"), client("s3", "eu-west-1")
ses, iam = client("ses"), client("iam")

key = kms.create_key()["KeyMetadata"]["Arn"]
replica_key = kms_far.create_key()["KeyMetadata"]["Arn"]
kms.put_key_policy(KeyId=key, PolicyName="default", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"},
     "Action": ["kms:Encrypt", "kms:GenerateDataKey*"], "Resource": "*",
     "Condition": {"Null": {"kms:EncryptionContext:aws:ses:rule-name": False,
                            "kms:EncryptionContext:aws:ses:message-id": False},
                   "StringEquals": {"kms:EncryptionContext:aws:ses:source-account": ACCOUNT}}},
    {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"},
     "Action": ["kms:GenerateDataKey*", "kms:Decrypt"], "Resource": "*",
     "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}}]}))

s3.create_bucket(Bucket="inbox")
s3_far.create_bucket(Bucket="inbox-copy", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
for each, bucket in ((s3, "inbox"), (s3_far, "inbox-copy")):
    each.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
s3.put_bucket_encryption(Bucket="inbox", ServerSideEncryptionConfiguration={"Rules": [
    {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}]})
s3.put_bucket_policy(Bucket="inbox", Policy=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject",
     "Resource": "arn:aws:s3:::inbox/*", "Condition": {"StringEquals": {"aws:Referer": ACCOUNT}}}]}))

role = iam.create_role(RoleName="replicator", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))["Role"]["Arn"]
iam.put_role_policy(RoleName="replicator", PolicyName="replicate", PolicyDocument=json.dumps({
    "Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": "arn:aws:s3:::inbox"},
        {"Effect": "Allow", "Action": ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl"],
         "Resource": "arn:aws:s3:::inbox/*"},
        {"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"], "Resource": "arn:aws:s3:::inbox-copy/*"},
        {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": key, "Condition": {"StringLike": {
            "kms:ViaService": "s3.us-east-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::inbox/*"}}},
        {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": replica_key, "Condition": {"StringLike": {
            "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::inbox-copy/*"}}}]}))
s3.put_bucket_replication(Bucket="inbox", ReplicationConfiguration={"Role": role, "Rules": [{
    "Status": "Enabled", "Priority": 1, "Filter": {}, "DeleteMarkerReplication": {"Status": "Disabled"},
    "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
    "Destination": {"Bucket": "arn:aws:s3:::inbox-copy", "EncryptionConfiguration": {"ReplicaKmsKeyID": replica_key}}}]})

ses.verify_domain_identity(Domain="example.com")
ses.create_receipt_rule_set(RuleSetName="inbound")
ses.create_receipt_rule(RuleSetName="inbound", Rule={"Name": "store", "Enabled": True, "Recipients": ["example.com"],
    "Actions": [{"S3Action": {"BucketName": "inbox", "ObjectKeyPrefix": "mail", "KmsKeyArn": key}}]})
ses.set_active_receipt_rule_set(RuleSetName="inbound")

control("replication/pause")
mail = EmailMessage()
mail["From"], mail["To"], mail["Subject"] = "ada@sender.example", "inbox@example.com", "Grüße aus boto3"
mail.set_content("The figures are attached.\n")
mail.add_attachment(bytes(range(256)) * 64, maintype="application", subtype="octet-stream", filename="all-bytes.bin")
sent = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
with smtplib.SMTP("127.0.0.1", SMTP_PORT) as smtp:
    smtp.send_message(mail)


def mails():
    listed = s3.list_objects_v2(Bucket="inbox", Prefix="mail/").get("Contents", [])
    return [each["Key"] for each in listed if not each["Key"].endswith("AMAZON_SES_SETUP_NOTIFICATION")]


control("mail/wait")
(name,) = mails()
before = s3.head_object(Bucket="inbox", Key=name)
stored = s3.get_object(Bucket="inbox", Key=name)
metadata, sealed = stored["Metadata"], stored["Body"].read()
data_key = kms.decrypt(CiphertextBlob=base64.b64decode(metadata["x-amz-key-v2"]),
                       EncryptionContext=json.loads(metadata["x-amz-matdesc"]))["Plaintext"]
opened = AESGCM(data_key).decrypt(base64.b64decode(metadata["x-amz-iv"]), sealed, None)

control("replication/resume")
control("replication/wait")
after = s3.head_object(Bucket="inbox", Key=name)
replica = s3_far.head_object(Bucket="inbox-copy", Key=name)
replica_body = s3_far.get_object(Bucket="inbox-copy", Key=name)["Body"].read()

print(json.dumps({
    "metadata": metadata,
    "sealedDiffers": sealed[:-16] != opened,
    "endsWithMail": opened.endswith(sent),
    "before": before["ReplicationStatus"], "after": after["ReplicationStatus"],
    "replica": replica["ReplicationStatus"],
    "sourceKey": before["SSEKMSKeyId"] == key, "replicaKey": replica["SSEKMSKeyId"] == replica_key,
    "sameVersion": before["VersionId"] == replica["VersionId"], "sameBytes": replica_body == sealed,
}))
