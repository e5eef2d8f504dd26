#!/usr/bin/env python3
"""Creates the buckets and queues of the cases, in servers that run already.

    buckets.py SEAWEED_PORT MOTO_PORT GCS_PORT

Runs in the environment of the services, because moto brings boto3. What exists is left alone.
"""

import json
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

SEAWEED, MOTO, GCS = (f"http://127.0.0.1:{port}" for port in sys.argv[1:4])
HOST = "https://wandb.example.com"
REGION = "eu-west-1"
ACCOUNT = "123456789012"


def client(service, endpoint, region, key, secret):
    return boto3.client(
        service, endpoint_url=endpoint, region_name=region, aws_access_key_id=key,
        aws_secret_access_key=secret, config=Config(s3={"addressing_style": "path"}))


def bucket(s3, name, **options):
    try:
        s3.create_bucket(Bucket=name, **options)
    except ClientError as error:
        if "AlreadyOwnedByYou" not in str(error) and "AlreadyExists" not in str(error):
            raise


def rules(s3, name, origin, methods=("GET", "HEAD", "PUT"), exposed=("ETag",)):
    rule = {"AllowedOrigins": [origin], "AllowedMethods": list(methods), "AllowedHeaders": ["*"],
            "ExposeHeaders": list(exposed), "MaxAgeSeconds": 3600}
    s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": [rule]})


def seaweed():
    """Buckets whose CORS rules are right, or wrong in one way."""
    s3 = client("s3", SEAWEED, "us-east-1", "wandbkey", "wandb+secret/key=1")
    for name, *arguments in [
        ("wandb-good", HOST),
        ("wandb-any-origin", "*"),
        ("wandb-wrong-origin", HOST.replace("https", "http")),
        ("wandb-read-only-rule", HOST, ["GET"]),
        ("wandb-hidden-etag", HOST, ["GET", "HEAD", "PUT"], []),
    ]:
        bucket(s3, name)
        rules(s3, name, *arguments)


def policy(source):
    """Lets one bucket send to a queue."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage", "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": source}}}]})


def moto():
    """A bucket as W&B's Terraform module makes it, and queues for its events."""
    key = ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    s3 = client("s3", MOTO, REGION, *key)
    name = "wandb-files"
    bucket(s3, name, CreateBucketConfiguration={"LocationConstraint": REGION})
    rules(s3, name, "*")
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    default = {"SSEAlgorithm": "aws:kms",
               "KMSMasterKeyID": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-0000"}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": default}]})
    sqs = client("sqs", MOTO, REGION, *key)
    for queue, attributes in [
        ("wandb-events", {"Policy": policy(f"arn:aws:s3:::{name}"),
                          "ReceiveMessageWaitTimeSeconds": "10"}),
        ("wandb-other-bucket", {"Policy": policy("arn:aws:s3:::other")}),
        ("wandb-no-policy", {}),
    ]:
        sqs.create_queue(QueueName=queue, Attributes=attributes)
    s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={
        "QueueConfigurations": [{"QueueArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:wandb-events",
                                 "Events": ["s3:ObjectCreated:*"]}]})


def gcs():
    request = urllib.request.Request(
        f"{GCS}/storage/v1/b?project=test", json.dumps({"name": "wandb-files"}).encode(),
        {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        if error.code != 409:
            raise


for function in [seaweed, moto, gcs]:
    function()
