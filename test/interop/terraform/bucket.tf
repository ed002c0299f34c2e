# What a team keeps in S3 under its own key, as Terraform's own provider for AWS makes, reads back, changes and destroys it.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {}
variable "stage" {}

provider "aws" {
  region            = "us-east-1"
  access_key        = "test"
  secret_key        = "test"
  s3_use_path_style = true
  endpoints {
    iam = var.endpoint
    kms = var.endpoint
    s3  = var.endpoint
    sns = var.endpoint
    sts = var.endpoint
  }
}

data "aws_caller_identity" "here" {}

resource "aws_kms_key" "bucket" {
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "bucket" {
  name          = "alias/terraform"
  target_key_id = aws_kms_key.bucket.key_id
}

resource "aws_kms_key" "signing" {
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 7
}

resource "aws_iam_role" "replication" {
  name = "terraform"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_s3_bucket" "this" {
  for_each            = toset(["source", "replica"])
  bucket              = "terraform-${each.key}"
  force_destroy       = true
  object_lock_enabled = true
  tags                = { stage = var.stage }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this
  bucket   = each.value.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "source" {
  bucket = aws_s3_bucket.this["source"].id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.stage == "one" ? "aws:kms" : "aws:kms:dsse"
      kms_master_key_id = aws_kms_key.bucket.arn
    }
  }
}

resource "aws_s3_bucket_policy" "source" {
  bucket = aws_s3_bucket.this["source"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = var.stage
      Effect    = "Allow"
      Principal = { AWS = [aws_iam_role.replication.arn, data.aws_caller_identity.here.account_id] }
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = "${aws_s3_bucket.this["source"].arn}/*"
    }]
  })
}

resource "aws_sns_topic" "events" {
  name = "terraform"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:us-east-1:${data.aws_caller_identity.here.account_id}:terraform"
    }]
  })
}

resource "aws_s3_bucket_notification" "source" {
  bucket = aws_s3_bucket.this["source"].id
  topic {
    topic_arn     = aws_sns_topic.events.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "in/"
    filter_suffix = ".txt"
  }
}

resource "aws_s3_bucket_cors_configuration" "source" {
  bucket = aws_s3_bucket.this["source"].id
  cors_rule {
    allowed_methods = ["GET", "PUT"]
    allowed_origins = ["https://*.example.com"]
    max_age_seconds = var.stage == "one" ? 3000 : 3001
  }
}

resource "aws_s3_bucket_replication_configuration" "source" {
  bucket = aws_s3_bucket.this["source"].id
  role   = aws_iam_role.replication.arn
  rule {
    id       = "logs"
    priority = 1
    status   = "Enabled"
    filter {
      prefix = "${var.stage}/"
    }
    delete_marker_replication {
      status = "Enabled"
    }
    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }
    destination {
      bucket = aws_s3_bucket.this["replica"].arn
      encryption_configuration {
        replica_kms_key_id = aws_kms_key.bucket.arn
      }
    }
  }
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_object" "text" {
  bucket                        = aws_s3_bucket.this["source"].id
  key                           = "in/a b+ü.txt"
  content                       = "of stage ${var.stage}"
  content_type                  = "text/plain"
  metadata                      = { colour = "blue" }
  tags                          = { stage = var.stage }
  checksum_algorithm            = "SHA256"
  kms_key_id                    = aws_kms_key.bucket.arn
  object_lock_mode              = "GOVERNANCE"
  object_lock_retain_until_date = "2126-12-31T23:59:59Z"
  force_destroy                 = true
  depends_on                    = [aws_s3_bucket_server_side_encryption_configuration.source]
}

resource "aws_s3_object_copy" "text" {
  bucket                 = aws_s3_bucket.this["replica"].id
  key                    = "copy"
  source                 = "${aws_s3_object.text.bucket}/${aws_s3_object.text.key}"
  server_side_encryption = "AES256"
  tagging_directive      = "REPLACE"
  tags                   = { copied = "yes" }
}

data "aws_s3_object" "text" {
  bucket        = aws_s3_object.text.bucket
  key           = aws_s3_object.text.key
  checksum_mode = "ENABLED"
}

output "text" {
  value = [data.aws_s3_object.text.body, data.aws_s3_object.text.server_side_encryption, data.aws_s3_object.text.tags]
}
