# The S3 Encryption Client of aws-sdk-s3 for Ruby, V1 and V2 in its legacy profile.
# usage: ses-reader.rb URL BUCKET KEY...; prints "CLIENT KEY SHA256" a line.
require 'aws-sdk-s3'
require 'digest'

url, bucket, *keys = ARGV
Aws.config.update(region: 'us-east-1', credentials: Aws::Credentials.new('test', 'test'))
s3 = Aws::S3::Client.new(endpoint: url, force_path_style: true)
kms = Aws::KMS::Client.new(endpoint: url)
readers = {
  'V1' => Aws::S3::Encryption::Client.new(client: s3, kms_client: kms, kms_key_id: 'unused'),
  'V2' => Aws::S3::EncryptionV2::Client.new(
    client: s3, kms_client: kms, kms_key_id: :kms_allow_decrypt_with_any_cmk,
    key_wrap_schema: :kms_context, content_encryption_schema: :aes_gcm_no_padding,
    security_profile: :v2_and_legacy
  )
}
readers.each do |name, reader|
  keys.each do |key|
    body = reader.get_object(bucket: bucket, key: key).body.read
    puts "#{name} #{key} #{Digest::SHA256.hexdigest(body)}"
  end
end
