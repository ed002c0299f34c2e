// s3crypto of aws-sdk-go v1: the first decryption client, and the second with the wrap that SES uses.
// usage: ses-reader URL BUCKET KEY...; prints "CLIENT KEY SHA256" a line.
package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/kms"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3/s3crypto"
)

type getter interface {
	GetObject(*s3.GetObjectInput) (*s3.GetObjectOutput, error)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	url, bucket, keys := os.Args[1], os.Args[2], os.Args[3:]
	sess := session.Must(session.NewSession(&aws.Config{
		Region: aws.String("us-east-1"), Endpoint: aws.String(url), S3ForcePathStyle: aws.Bool(true),
		Credentials: credentials.NewStaticCredentials("test", "test", ""),
	}))
	registry := s3crypto.NewCryptoRegistry()
	check(s3crypto.RegisterKMSWrapWithAnyCMK(registry, kms.New(sess)))
	check(s3crypto.RegisterAESGCMContentCipher(registry))
	second, err := s3crypto.NewDecryptionClientV2(sess, registry)
	check(err)
	readers := map[string]getter{"V1": s3crypto.NewDecryptionClient(sess), "V2": second}
	for _, name := range []string{"V1", "V2"} {
		for _, key := range keys {
			out, err := readers[name].GetObject(&s3.GetObjectInput{Bucket: &bucket, Key: aws.String(key)})
			check(err)
			body, err := io.ReadAll(out.Body)
			check(err)
			fmt.Printf("%s %s %x\n", name, key, sha256.Sum256(body))
		}
	}
}
