"""SESv2 by boto3, under a key that IAM made: every signature is checked, paths with escapes too."""
import json
import sys

import boto3

url = sys.argv[1]
root = {"endpoint_url": url, "region_name": "us-east-1", "aws_access_key_id": "test", "aws_secret_access_key": "test"}
iam = boto3.client("iam", **root)
iam.create_user(UserName="mailer")
key = iam.create_access_key(UserName="mailer")["AccessKey"]
allow = {"Effect": "Allow", "Action": "ses:*", "Resource": "*"}
document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
iam.put_user_policy(UserName="mailer", PolicyName="send", PolicyDocument=document)
ses = boto3.client(
    "sesv2",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id=key["AccessKeyId"],
    aws_secret_access_key=key["SecretAccessKey"],
)


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ses.exceptions.ClientError as error:
        modeled = type(error).__name__
        return [modeled, error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
    return None


address = "ann+news/x@example.org"
made = ses.create_email_identity(EmailIdentity=address, Tags=[{"Key": "a", "Value": "b"}])
domain = ses.create_email_identity(EmailIdentity="example.com")
got = ses.get_email_identity(EmailIdentity=address)
for index in range(3):
    ses.create_email_identity(EmailIdentity=f"d{index}.example")
first = ses.list_email_identities(PageSize=2)
second = ses.list_email_identities(PageSize=2, NextToken=first["NextToken"])
simple = {
    "Simple": {
        "Subject": {"Data": "Grüße"},
        "Body": {"Text": {"Data": "Hello"}},
        "Headers": [{"Name": "X-Own", "Value": "yes"}],
        "Attachments": [{"FileName": "a.bin", "RawContent": bytes(range(256))}],
    }
}
sent = ses.send_email(
    FromEmailAddress=address, Destination={"ToAddresses": ["bob@elsewhere.org"]}, Content=simple
)
raw = ses.send_email(Content={"Raw": {"Data": b"From: x@example.com\r\nTo: y@elsewhere.org\r\n\r\n\xff\x00"}})
unverified = refusal(
    ses.send_email,
    FromEmailAddress="eve@nowhere.org",
    Destination={"ToAddresses": ["bob@elsewhere.org"]},
    Content=simple,
)
print(
    json.dumps(
        {
            "made": [made["IdentityType"], made["VerifiedForSendingStatus"], "DkimAttributes" in made],
            "tokens": len(domain["DkimAttributes"]["Tokens"]),
            "got": [got["VerificationStatus"], got["Tags"], got["Policies"]],
            "pages": [
                [each["IdentityName"] for each in page["EmailIdentities"]] for page in (first, second)
            ],
            "sent": [sent["MessageId"], raw["MessageId"]],
            "quota": ses.get_account()["SendQuota"]["SentLast24Hours"],
            "again": refusal(ses.create_email_identity, EmailIdentity=address),
            "missing": refusal(ses.get_email_identity, EmailIdentity="nobody@example.org"),
            "unverified": unverified,
            "bad": refusal(ses.send_email, Content={}),
            "deleted": ses.delete_email_identity(EmailIdentity=address)["ResponseMetadata"]["HTTPStatusCode"],
            "gone": refusal(ses.delete_email_identity, EmailIdentity=address),
        }
    )
)
