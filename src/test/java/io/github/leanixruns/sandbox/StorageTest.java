package io.github.leanixruns.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageTest extends SandboxTest {
  private String url;

  @BeforeEach
  void allocate() {
    JsonNode storage = Client.json(client.get(Client.API + "/storages/azure"));
    assertThat(storage.get("expireAt").asText()).isEqualTo("2026-01-02T04:04:05Z");
    url = storage.get("SAS").asText();
    assertThat(url).startsWith(sandbox.baseUrl() + "/blob/").contains("?sv=", "&sig=");
  }

  @Test
  void returnsAnUploadedBlob() {
    assertThat(get(url).statusCode()).isEqualTo(404);

    assertThat(put(url, "0123456789").statusCode()).isEqualTo(201);

    assertThat(get(url).body()).isEqualTo("0123456789");
  }

  @Test
  void returnsRanges() {
    put(url, "0123456789");

    HttpResponse<String> some = range("bytes=2-4");
    assertThat(some.statusCode()).isEqualTo(206);
    assertThat(some.body()).isEqualTo("234");
    assertThat(some.headers().firstValue("Content-Range")).contains("bytes 2-4/10");
    assertThat(range("bytes=8-99").body()).isEqualTo("89");
    assertThat(range("bytes=10-").statusCode()).isEqualTo(416);
  }

  @Test
  void refusesAnUploadWithoutABlobType() {
    HttpResponse<String> answer = putPlain(url, "x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>MissingRequiredHeader</Code>");
    assertThat(
            client.send(blob(url).header("x-ms-blob-type", "PageBlob").PUT(body("x"))).statusCode())
        .isEqualTo(400);
  }

  @Test
  void refusesAnUploadWithoutALength() {
    HttpRequest.Builder chunked =
        blob(url)
            .header("x-ms-blob-type", "BlockBlob")
            .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9])));

    assertThat(client.send(chunked).statusCode()).isEqualTo(411);
  }

  @Test
  void combinesBlocksInTheOrderOfTheBlockList() {
    assertThat(putPlain(url + "&comp=block&blockid=YQ%3D%3D", "one").statusCode()).isEqualTo(201);
    putPlain(url + "&comp=block&blockid=Yg%3D%3D", "two");
    String list =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>"
            + "<Latest>Yg==</Latest><Uncommitted>YQ==</Uncommitted></BlockList>";

    assertThat(putPlain(url + "&comp=blocklist", list).statusCode()).isEqualTo(201);
    assertThat(get(url).body()).isEqualTo("twoone");

    String again = "<BlockList><Committed>YQ==</Committed></BlockList>";
    assertThat(putPlain(url + "&comp=blocklist", again).statusCode()).isEqualTo(201);
    assertThat(get(url).body()).isEqualTo("one");
  }

  @Test
  void refusesInvalidBlockLists() {
    String unknown = "<BlockList><Latest>YQ==</Latest></BlockList>";

    assertThat(putPlain(url + "&comp=blocklist", unknown).body()).contains("InvalidBlockList");
    assertThat(putPlain(url + "&comp=blocklist", "nonsense").body()).contains("InvalidXml");
    assertThat(putPlain(url + "&comp=block", "x").statusCode()).isEqualTo(400);
    assertThat(putPlain(url + "&comp=tier", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void aFaultAppliesToABlockOrARange() {
    put(url, "0123456789");
    Fault block = sandbox.on(Call.UPLOAD).forPart("Yg==").answer(503);
    Fault range = sandbox.on(Call.DOWNLOAD).forPart("bytes=2-4").answer(503);

    assertThat(putPlain(url + "&comp=block&blockid=YQ%3D%3D", "a").statusCode()).isEqualTo(201);
    assertThat(putPlain(url + "&comp=block&blockid=Yg%3D%3D", "b").statusCode()).isEqualTo(503);
    assertThat(range("bytes=2-5").statusCode()).isEqualTo(206);
    assertThat(range("bytes=2-4").statusCode()).isEqualTo(503);
    assertThat(get(url).statusCode()).isEqualTo(200);
    assertThat(block.hits() + range.hits()).isEqualTo(2);
  }

  @Test
  void refusesAWrongSignature() {
    assertThat(put(url + "x", "x").statusCode()).isEqualTo(403);
    assertThat(get(url.replaceAll("&sig=.*", "")).statusCode()).isEqualTo(403);
    assertThat(get(url.replace("/blob/", "/blob/x")).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesAnExpiredSignature() {
    put(url, "x");

    clock.advance(Duration.ofHours(1));

    assertThat(get(url).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesAnAuthorizationHeader() {
    HttpResponse<String> answer =
        client.send(
            blob(url)
                .header("x-ms-blob-type", "BlockBlob")
                .header("Authorization", "Bearer " + client.accessToken())
                .PUT(body("x")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidAuthenticationInfo");
  }

  @Test
  void refusesToOverwriteResults() {
    String id = client.run(Client.outbound());
    String results = Client.json(client.of(id, "resultsUrl")).get("url").asText();

    assertThat(put(results, "x").statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> get(String from) {
    return client.send(blob(from));
  }

  private HttpResponse<String> range(String value) {
    return client.send(blob(url).header("Range", value));
  }

  private HttpResponse<String> put(String to, String text) {
    return client.send(blob(to).header("x-ms-blob-type", "BlockBlob").PUT(body(text)));
  }

  private HttpResponse<String> putPlain(String to, String text) {
    return client.send(blob(to).PUT(body(text)));
  }

  private HttpRequest.Builder blob(String at) {
    return HttpRequest.newBuilder(client.uri(at));
  }

  private static HttpRequest.BodyPublisher body(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
