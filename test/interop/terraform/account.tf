# Who is in an account and what it asks of them, as Terraform's own provider for AWS makes, reads back, changes and destroys it.
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
    iam       = var.endpoint
    s3        = var.endpoint
    s3control = replace(var.endpoint, "127.0.0.1", "localhost")
    sts       = var.endpoint
  }
}

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls   = true
  block_public_policy = var.stage == "one"
}

resource "aws_iam_account_alias" "this" {
  account_alias = "mail-house-${var.stage}"
}

resource "aws_iam_account_password_policy" "this" {
  minimum_password_length        = var.stage == "one" ? 10 : 14
  require_symbols                = true
  allow_users_to_change_password = true
  password_reuse_prevention      = 3
}

resource "aws_iam_user" "this" {
  name          = "ada"
  path          = "/${var.stage}/"
  force_destroy = true
  tags          = { stage = var.stage }
}

resource "aws_iam_user_login_profile" "this" {
  user                    = aws_iam_user.this.name
  password_length         = 20
  password_reset_required = true
  depends_on              = [aws_iam_account_password_policy.this]
}

resource "aws_iam_service_specific_credential" "this" {
  user_name    = aws_iam_user.this.name
  service_name = "codecommit.amazonaws.com"
  status       = var.stage == "one" ? "Active" : "Inactive"
}

resource "aws_iam_user_ssh_key" "this" {
  username   = aws_iam_user.this.name
  encoding   = "SSH"
  public_key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCZZ4VDC92DJ9Z77jT8oO4qb6Yq71cbHqzOzetE6+Ld+a2mHysNcGocEyVcVqz6ih0E5xQJczhc7lNVRd57GxivmAEhCPWYvEyy8smFi+hGzPdcoq5O2PlyN62hXtz6ZtaPY5cEoThoTDiAv61KuR4TUoMm4200RaXyhR1Kov/ShkX9398pw+2Y1Z94sz514ipNNI+YcQmSym9NWNSGznuE9iE2Tj7KbluNm75tB3fQg7o50065Ph2YwB8kBVVhYCDgvd1KuowEF75sXFe9KQN6UCej+IiwlTPkEuhxOwetD4671fiVkT00U2gzFOxFKnLEvyjsAMh62nIEUF3r0MHv"
  status     = var.stage == "one" ? "Active" : "Inactive"
}

resource "aws_iam_service_linked_role" "this" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "terraform"
  description      = "of stage ${var.stage}"
  tags             = { stage = var.stage }
}

resource "aws_iam_role" "this" {
  name = "machine"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_instance_profile" "this" {
  name = "machine"
  role = aws_iam_role.this.name
  tags = { stage = var.stage }
}

resource "aws_iam_openid_connect_provider" "this" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com", "stage-${var.stage}"]
  thumbprint_list = [var.stage == "one" ? "6938fd4d98bab03faadb97b34396831e3780aea1" : "1c58a3a8518e8759bf075b76b750d4f2df264fcd"]
  tags            = { stage = var.stage }
}

data "aws_iam_account_alias" "this" {
  depends_on = [aws_iam_account_alias.this]
}

output "text" {
  value = [data.aws_iam_account_alias.this.account_alias, aws_iam_service_linked_role.this.name, aws_iam_service_specific_credential.this.status]
}
