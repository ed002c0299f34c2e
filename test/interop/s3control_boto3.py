"""S3 Control through boto3, which puts the account in front of the host; prints what it saw as JSON.

The account's host name is resolved here, as a compose alias or a resolver would do it.
"""

import json
import socket
import sys
import urllib.request

import boto3

url, account, bucket, reports, role = sys.argv[1:6]
real = socket.getaddrinfo


def resolve(host, *rest, **more):
    if isinstance(host, str) and host.endswith(".localhost"):
        host = "127.0.0.1"
    return real(host, *rest, **more)


socket.getaddrinfo = resolve


def client(service):
    return boto3.client(
        service,
        endpoint_url=url.replace("127.0.0.1", "localhost"),
        region_name="us-east-1",
        aws_access_key_id=account,
        aws_secret_access_key="test",
    )


control = client("s3control")
hosts = []
control.meta.events.register(
    "before-send.s3-control.*", lambda request, **_: hosts.append(request.url.split("/")[2].split(":")[0])
)
seen = {}

job = control.create_job(
    AccountId=account,
    ConfirmationRequired=True,
    Operation={"S3ReplicateObject": {}},
    Report={
        "Bucket": f"arn:aws:s3:::{reports}",
        "Format": "Report_CSV_20180820",
        "Enabled": True,
        "Prefix": "boto",
        "ReportScope": "AllTasks",
    },
    ClientRequestToken="boto",
    ManifestGenerator={
        "S3JobManifestGenerator": {
            "ExpectedBucketOwner": account,
            "SourceBucket": f"arn:aws:s3:::{bucket}",
            "EnableManifestOutput": True,
            "ManifestOutputLocation": {
                "Bucket": f"arn:aws:s3:::{reports}",
                "ManifestPrefix": "generated",
                "ManifestEncryption": {"SSES3": {}},
                "ManifestFormat": "S3InventoryReport_CSV_20211130",
            },
            "Filter": {
                "EligibleForReplication": True,
                "ObjectReplicationStatuses": ["NONE", "FAILED"],
                "KeyNameConstraint": {"MatchAnyPrefix": ["in/"]},
                "MatchAnyObjectEncryption": [{"SSES3": {}}],
            },
        }
    },
    Description="by boto3",
    Priority=5,
    RoleArn=role,
    Tags=[{"Key": "by", "Value": "boto3"}],
)["JobId"]


def settle():
    wait = urllib.request.Request(f"{url}/_waxseal/replication/wait", method="POST")
    urllib.request.urlopen(wait).read()


settle()
described = control.describe_job(AccountId=account, JobId=job)["Job"]
seen["suspended"] = described["Status"]
seen["filter"] = described["ManifestGenerator"]["S3JobManifestGenerator"]["Filter"]
seen["manifest"] = described["GeneratedManifestDescriptor"]["Format"]
seen["priority"] = control.update_job_priority(AccountId=account, JobId=job, Priority=9)["Priority"]
seen["tags"] = control.get_job_tagging(AccountId=account, JobId=job)["Tags"]
control.put_job_tagging(AccountId=account, JobId=job, Tags=[{"Key": "a", "Value": ""}])
seen["newTags"] = control.get_job_tagging(AccountId=account, JobId=job)["Tags"]
control.delete_job_tagging(AccountId=account, JobId=job)
seen["noTags"] = control.get_job_tagging(AccountId=account, JobId=job)["Tags"]
seen["ready"] = control.update_job_status(
    AccountId=account, JobId=job, RequestedJobStatus="Ready", StatusUpdateReason="looked at it"
)["Status"]
settle()
described = control.describe_job(AccountId=account, JobId=job)["Job"]
seen["status"] = described["Status"]
progress = described["ProgressSummary"]
seen["tasks"] = [progress["TotalNumberOfTasks"], progress["NumberOfTasksSucceeded"], progress["NumberOfTasksFailed"]]
listed = control.list_jobs(AccountId=account, JobStatuses=["Complete", "Failed"], MaxResults=10)["Jobs"]
seen["listed"] = [each["Operation"] for each in listed]
manifest = client("s3").get_object(Bucket=reports, Key=f"boto/job-{job}/manifest.json")["Body"].read()
seen["report"] = [each["TaskExecutionStatus"] for each in json.loads(manifest)["Results"]]
try:
    control.describe_job(AccountId=account, JobId="no-such-job")
except control.exceptions.ClientError as error:
    seen["absent"] = error.response["Error"]["Code"]
try:
    control.update_job_status(AccountId=account, JobId=job, RequestedJobStatus="Cancelled")
except control.exceptions.JobStatusException as error:
    seen["over"] = error.response["ResponseMetadata"]["HTTPStatusCode"]
seen["hosts"] = sorted(set(hosts))
print(json.dumps(seen, default=str))
