#!/usr/bin/env python3
"""Puts documents of AWS into moto, a server that imitates it, and says what it keeps.

Standard input is a JSON array of base64 texts, each {"region": "…", "files": {"iam.json": {…}, …}}:
the files of one configuration. Standard output has one line of JSON for each: {"ok": true, "json":
{"iam.json": {…}, …}} with the documents as they are read back, or {"ok": false, "error": "…"}.
"""
import base64
import json
import logging
import sys

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
PLAIN_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


class Account:
    """The account of one case, with the resources that its documents are about."""

    def __init__(self, number, region, files):
        self.region, self.files, self.name = region, files, f"wandb-case-{number}"

    def client(self, service):
        return boto3.client(
            service,
            region_name=self.region,
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
            config=Config(retries={"max_attempts": 1}),
        )

    def text(self, name):
        return json.dumps(self.files[name])

    def role(self):
        iam = self.client("iam")
        trust = self.files.get("iam-trust.json", PLAIN_TRUST)
        iam.create_role(RoleName=self.name, AssumeRolePolicyDocument=json.dumps(trust))
        if "iam-trust.json" in self.files:
            role = iam.get_role(RoleName=self.name)["Role"]
            yield "iam-trust.json", role["AssumeRolePolicyDocument"]
        arn = iam.create_policy(PolicyName=self.name, PolicyDocument=self.text("iam.json"))
        arn = arn["Policy"]["Arn"]
        iam.attach_role_policy(RoleName=self.name, PolicyArn=arn)
        version = iam.get_policy_version(PolicyArn=arn, VersionId="v1")
        yield "iam.json", version["PolicyVersion"]["Document"]

    def key(self):
        kms = self.client("kms")
        key = kms.create_key(KeyUsage="ENCRYPT_DECRYPT")["KeyMetadata"]["KeyId"]
        kms.put_key_policy(KeyId=key, PolicyName="default", Policy=self.text("kms.json"))
        kept = kms.get_key_policy(KeyId=key, PolicyName="default")
        yield "kms.json", json.loads(kept["Policy"])

    def queue(self, names):
        sqs = self.client("sqs")
        arn = self.files["s3-notification.json"]["QueueConfigurations"][0]["QueueArn"]
        url = sqs.create_queue(QueueName=arn.split(":")[-1])["QueueUrl"]
        if "sqs.json" in names:
            sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": self.text("sqs.json")})
            kept = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
            yield "sqs.json", json.loads(kept["Attributes"]["Policy"])

    def bucket(self, names):
        s3 = self.client("s3")
        place = {"LocationConstraint": self.region} if self.region != "us-east-1" else None
        s3.create_bucket(
            Bucket=self.name, **({"CreateBucketConfiguration": place} if place else {})
        )
        if "s3-bucket-policy.json" in names:
            s3.put_bucket_policy(Bucket=self.name, Policy=self.text("s3-bucket-policy.json"))
            kept = s3.get_bucket_policy(Bucket=self.name)
            yield "s3-bucket-policy.json", json.loads(kept["Policy"])
        if "s3-notification.json" in names:
            s3.put_bucket_notification_configuration(
                Bucket=self.name,
                NotificationConfiguration=self.files["s3-notification.json"],
            )
            kept = s3.get_bucket_notification_configuration(Bucket=self.name)
            kept.pop("ResponseMetadata")
            yield "s3-notification.json", kept

    def documents(self):
        names = set(self.files)
        if "iam.json" in names:
            yield from self.role()
        if "kms.json" in names:
            yield from self.key()
        if "s3-notification.json" in names:
            yield from self.queue(names)
        yield from self.bucket(names)


for number, encoded in enumerate(json.load(sys.stdin)):
    try:
        case = json.loads(base64.b64decode(encoded))
        kept = dict(Account(number, case["region"], case["files"]).documents())
        print(json.dumps({"ok": True, "json": kept}))
    except Exception as error:  # whatever the server answers is a verdict
        print(json.dumps({"ok": False, "error": f"{type(error).__name__}: {error}"}))
server.stop()
