package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Implements the part of Azure's blob storage that uploads and downloads need. */
final class BlobHandlers {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

  private final BlobStore blobs;

  BlobHandlers(BlobStore blobs) {
    this.blobs = blobs;
  }

  HttpReply allocate(HttpCall call) throws IOException {
    BlobStore.Signed signed = blobs.allocate();
    return HttpReply.json(
        200,
        SandboxJson.object()
            .put("expireAt", signed.expireAt().toString())
            .put("SAS", signed.url()));
  }

  HttpReply upload(HttpCall call) throws IOException {
    StoredBlob blob = open(call);
    if (blob == null) {
      return refusal(call);
    }
    if (blob.readOnly()) {
      return error(403, "AuthorizationPermissionMismatch", "The signature permits reading only.");
    }
    if (call.header("Content-Length") == null) {
      return error(411, "MissingContentLengthHeader", "Content-Length header is missing.");
    }
    String comp = call.query("comp");
    if (comp == null) {
      return putBlob(blob, call);
    }
    return switch (comp) {
      case "block" -> putBlock(blob, call);
      case "blocklist" -> putBlockList(blob, call);
      default -> error(400, "InvalidQueryParameterValue", "The value of comp is not known.");
    };
  }

  HttpReply download(HttpCall call) {
    StoredBlob blob = open(call);
    if (blob == null) {
      return refusal(call);
    }
    if (!blob.written()) {
      return error(404, "BlobNotFound", "The specified blob does not exist.");
    }
    String match = call.header("If-Match");
    if (match != null && !match.equals(blob.etag())) {
      return error(412, "ConditionNotMet", "The condition specified is not met.");
    }
    String range = call.header("Range");
    Matcher matcher = RANGE.matcher(range == null ? "" : range);
    HttpReply reply = matcher.matches() ? part(blob, matcher) : whole(blob);
    return reply.with("Accept-Ranges", "bytes").with("ETag", blob.etag());
  }

  /** Returns the id of a block or a range, or null for a complete blob. */
  static String part(HttpCall call) {
    String block = call.query("blockid");
    return block == null ? call.header("Range") : block;
  }

  private StoredBlob open(HttpCall call) {
    return call.header("Authorization") == null
        ? blobs.open(call.path("blob"), call.query("sig"))
        : null;
  }

  private static HttpReply refusal(HttpCall call) {
    return call.header("Authorization") == null
        ? error(403, "AuthenticationFailed", "Server failed to authenticate the request.")
        : error(
            400,
            "InvalidAuthenticationInfo",
            "Authentication information is not given in the correct format. Check the value of"
                + " Authorization header.");
  }

  private static HttpReply putBlob(StoredBlob blob, HttpCall call) throws IOException {
    String type = call.header("x-ms-blob-type");
    if (type == null) {
      return error(
          400, "MissingRequiredHeader", "The mandatory HTTP header x-ms-blob-type is missing.");
    }
    if (!type.equals("BlockBlob")) {
      return error(400, "InvalidHeaderValue", "The value of x-ms-blob-type is not supported.");
    }
    blob.put(call.keepBody());
    return HttpReply.empty(201);
  }

  private static HttpReply putBlock(StoredBlob blob, HttpCall call) throws IOException {
    String id = call.query("blockid");
    if (id == null || id.isEmpty()) {
      return error(400, "MissingRequiredQueryParameter", "The parameter blockid is missing.");
    }
    blob.putBlock(id, call.keepBody());
    return HttpReply.empty(201);
  }

  private static HttpReply putBlockList(StoredBlob blob, HttpCall call) throws IOException {
    List<BlockList.Entry> entries = BlockList.read(call.body());
    if (entries == null) {
      return error(400, "InvalidXmlDocument", "The body is not a block list.");
    }
    return blob.commit(entries)
        ? HttpReply.empty(201)
        : error(400, "InvalidBlockList", "The specified block list is invalid.");
  }

  private static HttpReply whole(StoredBlob blob) {
    return blob.length() == 0
        ? HttpReply.empty(200)
        : HttpReply.stream(200, "application/octet-stream", blob.length(), blob);
  }

  private static HttpReply part(StoredBlob blob, Matcher range) {
    long length = blob.length();
    long from = Long.parseLong(range.group(1));
    long to = range.group(2).isEmpty() ? length - 1 : Long.parseLong(range.group(2));
    if (from >= length || to < from) {
      return error(416, "InvalidRange", "The range specified is invalid.")
          .with("Content-Range", "bytes */" + length);
    }
    long last = Math.min(to, length - 1);
    long count = last - from + 1;
    return HttpReply.stream(
            206,
            "application/octet-stream",
            count,
            out -> blob.writeTo(new SliceStream(out, from, count, false)))
        .with("Content-Range", String.format(Locale.ROOT, "bytes %d-%d/%d", from, last, length));
  }

  private static HttpReply error(int status, String code, String message) {
    String xml =
        String.format(
            Locale.ROOT,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>",
            code,
            message);
    return HttpReply.text(
        status, Map.of("Content-Type", "application/xml", "x-ms-error-code", code), xml);
  }
}
