// S3 by aws-sdk-go v1, as an application would use it; prints what it saw as JSON.
// usage: s3-client URL BUCKET LARGE_FILE, where the bucket is not there yet.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3/s3manager"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// got gives back the answer of a call that must not fail.
func got[T any](out T, err error) T {
	check(err)
	return out
}

func text(body io.ReadCloser) string {
	defer body.Close()
	return string(got(io.ReadAll(body)))
}

// codeOf names the error as an application tells errors apart.
func codeOf(err error) string {
	if failure, ok := err.(awserr.RequestFailure); ok {
		return fmt.Sprintf("%d %s", failure.StatusCode(), failure.Code())
	}
	return fmt.Sprint(err)
}

func main() {
	url, bucket, large := os.Args[1], aws.String(os.Args[2]), got(os.ReadFile(os.Args[3]))
	sess := session.Must(session.NewSession(&aws.Config{
		Region: aws.String("us-east-1"), Endpoint: aws.String(url), S3ForcePathStyle: aws.Bool(true),
		Credentials: credentials.NewStaticCredentials("test", "test", ""), MaxRetries: aws.Int(0),
	}))
	client := s3.New(sess)
	seen := map[string]any{}

	got(client.CreateBucket(&s3.CreateBucketInput{Bucket: bucket}))
	check(client.WaitUntilBucketExists(&s3.HeadBucketInput{Bucket: bucket}))
	got(client.PutBucketVersioning(&s3.PutBucketVersioningInput{
		Bucket:                  bucket,
		VersioningConfiguration: &s3.VersioningConfiguration{Status: aws.String("Enabled")},
	}))

	objects(client, bucket, seen)
	encryption(client, bucket, seen)
	transfers(sess, client, bucket, large, seen)
	listing(client, bucket, seen)
	presigned(client, bucket, seen)
	seen["region"] = got(s3manager.GetBucketRegion(aws.BackgroundContext(), sess, *bucket, "us-east-1"))
	check(json.NewEncoder(os.Stdout).Encode(seen))
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func objects(client *s3.S3, bucket *string, seen map[string]any) {
	key := aws.String("a b/ü+c")
	put := got(client.PutObject(&s3.PutObjectInput{
		Bucket: bucket, Key: key, Body: strings.NewReader("first"), ContentType: aws.String("text/plain"),
		Metadata: aws.StringMap(map[string]string{"Colour": "blue"}), Tagging: aws.String("a=1&b=2"),
		ChecksumSHA256: aws.String(digest("first")),
	}))
	got(client.PutObject(&s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("second")}))
	old := got(client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: key, VersionId: put.VersionId}))
	seen["old version"] = text(old.Body)
	seen["metadata"] = aws.StringValueMap(old.Metadata)
	part := got(client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: key, Range: aws.String("bytes=-3")}))
	seen["range"] = *part.ContentRange + " " + text(part.Body)
	head := got(client.HeadObject(&s3.HeadObjectInput{
		Bucket: bucket, Key: key, VersionId: put.VersionId, ChecksumMode: aws.String("ENABLED"),
	}))
	seen["checksum"] = *head.ChecksumSHA256 == digest("first")
	tags := got(client.GetObjectTagging(&s3.GetObjectTaggingInput{Bucket: bucket, Key: key, VersionId: put.VersionId}))
	seen["tags"] = len(tags.TagSet)

	got(client.CopyObject(&s3.CopyObjectInput{
		Bucket: bucket, Key: aws.String("copy"), CopySource: aws.String(*bucket + "/a%20b/%C3%BC%2Bc?versionId=" + *put.VersionId),
	}))
	copied := got(client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: aws.String("copy")}))
	seen["copy"] = text(copied.Body)

	_, err := client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: key, IfNoneMatch: aws.String(`"` + "a9f0e61a137d86aa9db53465e0801612" + `"`)})
	seen["not modified"] = codeOf(err)
	_, err = client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: aws.String("absent")})
	seen["absent"] = codeOf(err)
	_, err = client.HeadObject(&s3.HeadObjectInput{Bucket: bucket, Key: aws.String("absent")})
	seen["absent head"] = codeOf(err)
	_, err = client.GetBucketPolicy(&s3.GetBucketPolicyInput{Bucket: bucket})
	seen["no policy"] = codeOf(err)

	deleted := got(client.DeleteObject(&s3.DeleteObjectInput{Bucket: bucket, Key: key}))
	seen["marker"] = *deleted.DeleteMarker
	versions := got(client.ListObjectVersions(&s3.ListObjectVersionsInput{Bucket: bucket, Prefix: aws.String("a b/")}))
	seen["versions"] = []int{len(versions.Versions), len(versions.DeleteMarkers)}
}

func encryption(client *s3.S3, bucket *string, seen map[string]any) {
	sealed := got(client.PutObject(&s3.PutObjectInput{
		Bucket: bucket, Key: aws.String("kms"), Body: strings.NewReader("sealed"), ServerSideEncryption: aws.String("aws:kms"),
		BucketKeyEnabled: aws.Bool(true),
	}))
	seen["kms"] = strings.HasPrefix(*sealed.SSEKMSKeyId, "arn:aws:kms:us-east-1:") && *sealed.BucketKeyEnabled

	// Over plain HTTP this client refuses to send a customer's key, so the headers are set by hand; it encodes them.
	secret := strings.Repeat("k", 32)
	put, _ := client.PutObjectRequest(&s3.PutObjectInput{Bucket: bucket, Key: aws.String("ssec"), Body: strings.NewReader("mine")})
	get, out := client.GetObjectRequest(&s3.GetObjectInput{Bucket: bucket, Key: aws.String("ssec")})
	customerKey(put.HTTPRequest.Header, secret)
	customerKey(get.HTTPRequest.Header, secret)
	check(put.Send())
	check(get.Send())
	seen["customer key"] = *out.SSECustomerAlgorithm + " " + text(out.Body)
	_, err := client.GetObject(&s3.GetObjectInput{Bucket: bucket, Key: aws.String("ssec")})
	seen["customer key not told"] = codeOf(err)
}

func customerKey(header http.Header, secret string) {
	header.Set("X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256")
	header.Set("X-Amz-Server-Side-Encryption-Customer-Key", secret)
}

func transfers(sess *session.Session, client *s3.S3, bucket *string, large []byte, seen map[string]any) {
	key := aws.String("large")
	got(s3manager.NewUploader(sess).Upload(&s3manager.UploadInput{
		Bucket: bucket, Key: key, Body: bytes.NewReader(large), ServerSideEncryption: aws.String("aws:kms"),
	}))
	head := got(client.HeadObject(&s3.HeadObjectInput{Bucket: bucket, Key: key, PartNumber: aws.Int64(1)}))
	seen["parts"] = *head.PartsCount
	back := aws.NewWriteAtBuffer(nil)
	got(s3manager.NewDownloader(sess).Download(back, &s3.GetObjectInput{Bucket: bucket, Key: key}))
	seen["same bytes"] = sha256.Sum256(back.Bytes()) == sha256.Sum256(large)

	upload := got(client.CreateMultipartUpload(&s3.CreateMultipartUploadInput{Bucket: bucket, Key: aws.String("given up")}))
	got(client.UploadPartCopy(&s3.UploadPartCopyInput{
		Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId, PartNumber: aws.Int64(1),
		CopySource: aws.String(*bucket + "/large"), CopySourceRange: aws.String("bytes=0-99"),
	}))
	parts := got(client.ListParts(&s3.ListPartsInput{Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId}))
	seen["part copied"] = *parts.Parts[0].Size
	got(client.AbortMultipartUpload(&s3.AbortMultipartUploadInput{Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId}))
	_, err := client.ListParts(&s3.ListPartsInput{Bucket: bucket, Key: upload.Key, UploadId: upload.UploadId})
	seen["given up"] = codeOf(err)
}

func listing(client *s3.S3, bucket *string, seen map[string]any) {
	var names []string
	check(client.ListObjectsV2Pages(
		&s3.ListObjectsV2Input{Bucket: bucket, MaxKeys: aws.Int64(1)},
		func(page *s3.ListObjectsV2Output, last bool) bool {
			for _, object := range page.Contents {
				names = append(names, *object.Key)
			}
			return true
		},
	))
	seen["listed"] = names
	gone := got(client.DeleteObjects(&s3.DeleteObjectsInput{Bucket: bucket, Delete: &s3.Delete{
		Objects: []*s3.ObjectIdentifier{{Key: aws.String("copy")}, {Key: aws.String("never there")}},
	}}))
	seen["deleted"] = len(gone.Deleted)
}

func presigned(client *s3.S3, bucket *string, seen map[string]any) {
	put, _ := client.PutObjectRequest(&s3.PutObjectInput{Bucket: bucket, Key: aws.String("presigned")})
	address := got(put.Presign(time.Minute))
	request := got(http.NewRequest("PUT", address, strings.NewReader("by URL")))
	seen["presigned put"] = got(http.DefaultClient.Do(request)).StatusCode
	get, _ := client.GetObjectRequest(&s3.GetObjectInput{
		Bucket: bucket, Key: aws.String("presigned"), ResponseContentType: aws.String("text/x-odd"),
	})
	answer := got(http.Get(got(get.Presign(time.Minute))))
	seen["presigned get"] = answer.Header.Get("Content-Type") + " " + text(answer.Body)
}
