"""CloudWatch's replication metrics through boto3; prints what it saw as JSON."""

import datetime
import json
import sys

import boto3

url, source, start = sys.argv[1], sys.argv[2], float(sys.argv[3])
cloudwatch = boto3.client(
    "cloudwatch",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
spoken = set()
cloudwatch.meta.events.register(
    "before-send.cloudwatch.*",
    lambda request, **_: spoken.add(request.headers.get("Content-Type", b"").decode()),
)


def at(minutes):
    return datetime.datetime.fromtimestamp(start + 60 * minutes, datetime.timezone.utc)


seen = {}
pages = cloudwatch.get_paginator("list_metrics").paginate(
    Namespace="AWS/S3", Dimensions=[{"Name": "SourceBucket", "Value": source}]
)
metrics = [metric for page in pages for metric in page["Metrics"]]
seen["metrics"] = sorted(metric["MetricName"] for metric in metrics)
dimensions = metrics[0]["Dimensions"]
points = cloudwatch.get_metric_statistics(
    Namespace="AWS/S3",
    MetricName="OperationsPendingReplication",
    Dimensions=dimensions,
    StartTime=at(0),
    EndTime=at(10),
    Period=60,
    Statistics=["Maximum"],
)["Datapoints"]
seen["pending"] = [point["Maximum"] for point in sorted(points, key=lambda point: point["Timestamp"])]
seen["first"] = min(point["Timestamp"] for point in points).timestamp() - start
data = cloudwatch.get_metric_data(
    MetricDataQueries=[
        {
            "Id": "failed",
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/S3",
                    "MetricName": "OperationsFailedReplication",
                    "Dimensions": dimensions,
                },
                "Period": 3600,
                "Stat": "Sum",
            },
        }
    ],
    StartTime=at(-60),
    EndTime=at(60),
)
seen["failed"] = sum(data["MetricDataResults"][0]["Values"])
try:
    cloudwatch.get_metric_statistics(
        Namespace="AWS/S3",
        MetricName="ReplicationLatency",
        StartTime=at(10),
        EndTime=at(0),
        Period=60,
        Statistics=["Maximum"],
    )
except cloudwatch.exceptions.InvalidParameterValueException as error:
    seen["error"] = error.response["Error"]["Code"]
seen["spoken"] = sorted(spoken)
print(json.dumps(seen))
