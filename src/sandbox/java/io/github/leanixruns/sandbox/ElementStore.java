package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the elements of the workspace in the order in which they were added. They are in a file,
 * because there may be many.
 */
final class ElementStore {
  private final Spool spool;
  private final RandomAccessFile file;
  private final Map<Key, Slot> slots = new LinkedHashMap<>();
  private long end;
  private Content snapshot;

  ElementStore(Spool spool) throws IOException {
    this.spool = spool;
    file = new RandomAccessFile(spool.newFile().toFile(), "rw");
  }

  private record Key(String type, String id) {}

  private record Slot(long offset, int length, int capacity) {}

  synchronized void upsert(WorkspaceElement element, boolean full) throws IOException {
    Key key = new Key(element.type(), element.id());
    Slot old = slots.get(key);
    WorkspaceElement now =
        old == null || full
            ? element
            : element.mergedOver(WorkspaceElement.of(SandboxJson.tree(read(old))));
    slots.put(key, write(SandboxJson.bytes(now.toJson()), old));
    snapshot = null;
  }

  synchronized List<WorkspaceElement> elements() throws IOException {
    List<WorkspaceElement> elements = new ArrayList<>(slots.size());
    for (Slot slot : slots.values()) {
      elements.add(WorkspaceElement.of(SandboxJson.tree(read(slot))));
    }
    return elements;
  }

  /** Returns the current elements as a JSON array; the same content until an element changes. */
  synchronized Content snapshot() throws IOException {
    if (snapshot == null) {
      snapshot = spool.write(this::writeList);
    }
    return snapshot;
  }

  synchronized int size() {
    return slots.size();
  }

  synchronized void close() throws IOException {
    file.close();
  }

  private void writeList(OutputStream out) throws IOException {
    char separator = '[';
    for (Slot slot : slots.values()) {
      out.write(separator);
      out.write(read(slot));
      separator = ',';
    }
    out.write((separator == '[' ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
  }

  private Slot write(byte[] bytes, Slot old) throws IOException {
    boolean fits = old != null && bytes.length <= old.capacity();
    Slot slot =
        fits
            ? new Slot(old.offset(), bytes.length, old.capacity())
            : new Slot(end, bytes.length, bytes.length);
    end = fits ? end : end + bytes.length;
    file.seek(slot.offset());
    file.write(bytes);
    return slot;
  }

  private byte[] read(Slot slot) throws IOException {
    byte[] bytes = new byte[slot.length()];
    file.seek(slot.offset());
    file.readFully(bytes);
    return bytes;
  }
}
