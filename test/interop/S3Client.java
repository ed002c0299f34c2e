// S3 by JetS3t, a Java client of the years before version 4 signatures; prints what it saw, a line each.
// usage: java -cp JARS S3Client.java PORT BUCKET LARGE_FILE, where the bucket is not there yet.
import java.io.ByteArrayInputStream;
import java.io.File;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jets3t.service.Jets3tProperties;
import org.jets3t.service.ServiceException;
import org.jets3t.service.impl.rest.httpclient.RestS3Service;
import org.jets3t.service.model.MultipartUpload;
import org.jets3t.service.model.S3Object;
import org.jets3t.service.model.StorageObject;
import org.jets3t.service.security.AWSCredentials;

public class S3Client {
  interface Call {
    void make() throws Exception;
  }

  static void say(String name, Object value) {
    System.out.println(name + ": " + value);
  }

  static String codeOf(Call call) throws Exception {
    try {
      call.make();
      return "no error";
    } catch (ServiceException error) {
      return error.getResponseCode() + " " + error.getErrorCode();
    }
  }

  static String text(StorageObject object) throws Exception {
    return new String(object.getDataInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static S3Object object(String key, String body) throws Exception {
    S3Object object = new S3Object(key, body);
    object.setContentType("text/plain");
    return object;
  }

  static String listed(StorageObject[] objects) {
    return Arrays.stream(objects).map(StorageObject::getKey).collect(Collectors.joining(","));
  }

  public static void main(String[] args) throws Exception {
    Jets3tProperties settings = new Jets3tProperties();
    settings.setProperty("s3service.s3-endpoint", "localhost");
    settings.setProperty("s3service.s3-endpoint-http-port", args[0]);
    settings.setProperty("s3service.https-only", "false");
    settings.setProperty("s3service.disable-dns-buckets", "true");
    settings.setProperty("httpclient.retry-max", "0");
    AWSCredentials credentials = new AWSCredentials("test", "test");
    RestS3Service s3 = new RestS3Service(credentials, "waxseal-test", null, settings);
    String bucket = args[1];

    s3.createBucket(bucket);
    s3.enableBucketVersioning(bucket);
    say("versioning", s3.getBucketVersioningStatus(bucket).isVersioningEnabled());
    say("buckets", Arrays.stream(s3.listAllBuckets()).anyMatch(each -> each.getName().equals(bucket)));

    S3Object first = object("a b/ü+c", "first");
    first.addMetadata("colour", "blue");
    String version = ((S3Object) s3.putObject(bucket, first)).getVersionId();
    s3.putObject(bucket, object("a b/ü+c", "second"));
    say("old version", text(s3.getVersionedObject(version, bucket, "a b/ü+c")));
    StorageObject head = s3.getObjectDetails(bucket, "a b/ü+c");
    say("head", head.getContentType() + " " + head.getContentLength() + " " + head.getETag());
    say("metadata", s3.getVersionedObjectDetails(version, bucket, "a b/ü+c").getMetadata("colour"));
    say("range", text(s3.getObject(bucket, "a b/ü+c", null, null, null, null, 1L, 3L)));
    say("versions", s3.listVersionedObjects(bucket, "a b/", null).length);

    Map<String, Object> copied = s3.copyVersionedObject(version, bucket, "a b/ü+c", bucket, new S3Object("copy"), false);
    say("copied", copied.get("ETag").toString().contains("8b04d5e3775d298e78455efc5ca404d5"));
    say("copy", text(s3.getObject(bucket, "copy")));

    S3Object large = new S3Object(new File(args[2]));
    large.setKey("large");
    s3.putObjectMaybeAsMultipart(bucket, large, 5 * 1024 * 1024);
    say("etag of parts", s3.getObjectDetails(bucket, "large").getETag().endsWith("-3"));
    byte[] back = s3.getObject(bucket, "large").getDataInputStream().readAllBytes();
    say("same bytes", Arrays.equals(back, java.nio.file.Files.readAllBytes(new File(args[2]).toPath())));
    MultipartUpload upload = s3.multipartStartUpload(bucket, "given up", new HashMap<>());
    s3.multipartUploadPart(upload, 1, object("given up", "part"));
    say("parts", s3.multipartListParts(upload).size());
    say("uploads", s3.multipartListUploads(bucket).size());
    s3.multipartAbortUpload(upload);
    say("given up", codeOf(() -> s3.multipartListParts(upload)));

    say("listed", listed(s3.listObjects(bucket)));
    say("folders", Stream.of(s3.listObjectsChunked(bucket, "", "/", 1, null).getCommonPrefixes()).toList());

    Date soon = new Date(System.currentTimeMillis() + 60_000);
    Map<String, Object> none = new HashMap<>();
    HttpURLConnection put = (HttpURLConnection) new URL(s3.createSignedPutUrl(bucket, "by url", none, soon)).openConnection();
    put.setRequestMethod("PUT");
    put.setDoOutput(true);
    put.setRequestProperty("Content-Type", "");
    put.getOutputStream().write("by URL".getBytes());
    say("presigned put", put.getResponseCode());
    URL get = new URL(s3.createSignedGetUrl(bucket, "by url", soon));
    say("presigned get", new String(get.openStream().readAllBytes()));

    say("acl", s3.getBucketAcl(bucket).getGrantAndPermissions().length);
    say("no policy", s3.getBucketPolicy(bucket));
    say("absent", codeOf(() -> s3.getObject(bucket, "absent")));
    say("unmet", codeOf(() -> s3.getObject(bucket, "copy", null, null, new String[] {"\"0\""}, null, null, null)));
    s3.deleteObject(bucket, "copy");
    say("deleted", s3.isObjectInBucket(bucket, "copy"));
    say("not empty", codeOf(() -> s3.deleteBucket(bucket)));
    s3.shutdown();
  }
}
