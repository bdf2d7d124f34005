package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds an uploaded blob, a blob to be uploaded, or a read-only view of a run's results. */
final class StoredBlob implements Payload {
  private final String signature;
  private final Instant expireAt;
  private final Payload view;
  private final Map<String, Content> uncommitted = new HashMap<>();
  private Map<String, Content> committed = new HashMap<>();
  private List<Content> parts = List.of();
  private long length;
  private boolean written;
  private String etag;

  StoredBlob(String signature, Instant expireAt) {
    this(signature, expireAt, 0, null, newEtag());
  }

  StoredBlob(String signature, Instant expireAt, long length, Payload view, String etag) {
    this.etag = etag;
    this.signature = signature;
    this.expireAt = expireAt;
    this.length = length;
    this.view = view;
    this.written = view != null;
  }

  boolean isReadableWith(String offered, Instant now) {
    return signature.equals(offered) && now.isBefore(expireAt);
  }

  /** Returns the ETag of the current version. */
  synchronized String etag() {
    return etag;
  }

  Instant expireAt() {
    return expireAt;
  }

  boolean readOnly() {
    return view != null;
  }

  static String newEtag() {
    return "\"0x" + TokenStore.random() + "\"";
  }

  synchronized boolean written() {
    return written;
  }

  synchronized long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (view != null) {
      view.writeTo(out);
      return;
    }
    for (Content part : parts()) {
      part.writeTo(out);
    }
  }

  synchronized void put(Content content) throws IOException {
    replace(List.of(content), Map.of());
  }

  synchronized void putBlock(String id, Content content) throws IOException {
    Content old = uncommitted.put(id, content);
    if (old != null) {
      old.discard();
    }
  }

  /**
   * Replaces the content by these blocks. Returns false and changes nothing if a block is missing.
   */
  synchronized boolean commit(List<BlockList.Entry> entries) throws IOException {
    List<Content> chosen = new ArrayList<>();
    Map<String, Content> blocks = new HashMap<>();
    for (BlockList.Entry entry : entries) {
      Content block = entry.choose(committed, uncommitted);
      if (block == null) {
        return false;
      }
      chosen.add(block);
      blocks.put(entry.id(), block);
    }
    replace(chosen, blocks);
    return true;
  }

  synchronized void discard() throws IOException {
    replace(List.of(), Map.of());
  }

  private synchronized List<Content> parts() {
    return parts;
  }

  private void replace(List<Content> newParts, Map<String, Content> newBlocks) throws IOException {
    List<Content> old = new ArrayList<>(parts);
    old.addAll(uncommitted.values());
    parts = newParts;
    committed = new HashMap<>(newBlocks);
    uncommitted.clear();
    length = newParts.stream().mapToLong(Content::length).sum();
    written = true;
    etag = newEtag();
    for (Content content : old) {
      if (!newParts.contains(content)) {
        content.discard();
      }
    }
  }
}
