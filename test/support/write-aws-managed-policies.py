"""Writes src/services/iam/aws-managed-policies.tsv.br: AWS's own policies as its API shows them, a line each.

The documents are read from moto's list, which its script reads from AWS's API:
pip install moto brotli && python3 test/support/write-aws-managed-policies.py
"""
import json
from pathlib import Path

import brotli
from moto.iam.aws_managed_policies import aws_managed_policies_data

policies = aws_managed_policies_data
if isinstance(policies, str):
    policies = json.loads(policies)
ORDER = ["Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"]


def ordered(part):
    """Members in the order in which AWS writes them, which the list has lost."""
    if isinstance(part, list):
        return [ordered(each) for each in part]
    if not isinstance(part, dict) or not ("Statement" in part or "Effect" in part):
        return part
    return {name: ordered(part[name]) for name in sorted(part, key=ORDER.index)}


lines = (
    "\t".join(
        [
            policy["Path"] + name,
            policy["CreateDate"].replace("+00:00", "Z"),
            policy["UpdateDate"].replace("+00:00", "Z"),
            policy["DefaultVersionId"][1:],
            json.dumps(ordered(policy["Document"]), separators=(",", ":")),
        ]
    )
    for name, policy in sorted(policies.items())
)
target = Path(__file__).parents[2] / "src/services/iam/aws-managed-policies.tsv.br"
target.write_bytes(brotli.compress("\n".join(lines).encode(), quality=11, lgwin=24))
print(f"{len(policies)} policies, {target.stat().st_size} bytes")
